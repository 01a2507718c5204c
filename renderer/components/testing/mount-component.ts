import './plain-media-elements.ts'
import { mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { defineComponent, h, type Component } from 'vue'
import { createTexts } from '../../i18n/index.ts'
import en from '../../i18n/locales/en.json'

/** Mounts a component in English, in the document, with what the app's root provides around it. */
export function mountComponent<Props extends Record<string, unknown>>(
  component: Component,
  props: Props,
  slots: Record<string, () => unknown> = {}
): VueWrapper {
  const root = defineComponent({
    inheritAttrs: false,
    setup: (_props, { attrs }) => {
      return () => h(TooltipProvider, null, { default: () => h(component, attrs, slots) })
    }
  })
  return mount(root, { attrs: props, attachTo: document.body, global: { plugins: [createTexts('en', en)] } })
}
