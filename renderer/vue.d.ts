/** For tools that can't read single-file components: `vue-tsc` can, and sees their real types instead. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent
  export default component
}
