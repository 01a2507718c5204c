import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const node = (code: string, options?: Parameters<typeof runProgram>[2]) =>
  runProgram(process.execPath, ['-e', code], { output: 'collect', ...options })

test('gives back the exit code and what was written', async () => {
  const result = await node('console.log("out"); console.error("err"); process.exit(3)')
  expect(result).toMatchObject({ code: 3, stdout: 'out\n', timedOut: false })
  expect(result.output).toContain('err')
})

test('a program that a signal ended has failed', async () => {
  expect((await node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)')).code).toBe(137)
})

test('a program that is not there has failed', async () => {
  const result = await runProgram('no-such-program', [], { output: 'collect' })
  expect(result.code).toBe(127)
  expect(result.output).toContain('ENOENT')
})

test('adds to the environment and removes from it', async () => {
  const environment = { PARLEY_ADDED: 'yes', PATH: undefined }
  const { stdout } = await node('console.log(process.env.PARLEY_ADDED, process.env.PATH)', { environment })
  expect(stdout).toBe('yes undefined\n')
})

test('ends a program that hangs, and what it has started', async () => {
  // The grandchild holds stdout open: the result can't come before both have ended.
  const hang = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
    { stdio: 'inherit' }); setInterval(() => {}, 1000)`
  expect(await node(hang, { timeLimit: 500 })).toMatchObject({ timedOut: true, code: 143 })
})
