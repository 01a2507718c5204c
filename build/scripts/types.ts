import { fileURLToPath } from 'node:url'
import { runMain } from './project.ts'
import { runNode } from './run-program.ts'

const TSC = fileURLToPath(import.meta.resolve('typescript/bin/tsc'))
const VUE_TSC = fileURLToPath(import.meta.resolve('vue-tsc/bin/vue-tsc.js'))

/** One check a side, so that DOM types are absent in the server and Node types in the renderer. */
const SIDES = [
  { name: 'renderer', compiler: VUE_TSC },
  { name: 'protocol', compiler: TSC },
  { name: 'server', compiler: TSC },
  { name: 'electron', compiler: TSC },
  { name: 'build', compiler: TSC },
  { name: 'tests', compiler: TSC }
]

/** Compilers at work at the same time; each takes about one core. */
const PARALLEL = 2

/** `npm run types`: checks every side and shows all that is wrong. */
await runMain(async () => {
  const waiting = [...SIDES]
  let failed = false
  const work = async () => {
    for (let side = waiting.shift(); side !== undefined; side = waiting.shift()) {
      const check = await runNode(side.compiler, ['--noEmit', '--pretty', '-p', side.name], {
        output: 'collect'
      })
      console.log(`${side.name}: ${check.code === 0 ? 'ok' : 'wrong'}`)
      if (check.code !== 0) {
        failed = true
        console.log(check.output)
      }
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
  return failed ? 1 : 0
})
