import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { SetupError, say } from './project.ts'

/** Whether windows can be shown. Windows and macOS always have a display. */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env
): boolean {
  if (platform !== 'linux') return true
  return [environment.DISPLAY, environment.WAYLAND_DISPLAY].some((name) => name !== undefined && name !== '')
}

/** Without one on the display no program can list its windows, and none is minimised or closed by a person. */
export const WINDOW_MANAGER = 'openbox'

/** Gives programs speakers where the machine has none. */
export const SOUND_SERVER = 'pulseaudio'

/** Coturn's program, which relays media between people who can't reach each other. */
export const TURN_SERVER = 'turnserver'

/** Whether a program can be started by its name. */
export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** How long Xvfb may take to start, in milliseconds. */
const START_LIMIT = 30_000

/**
 * Starts an X server that draws into memory, on the first free display, when there is no other. DISPLAY then
 * names it for everything that this process starts.
 *
 * @param windowManager whether one is started on it, if installed
 * @returns what closes it again; harmless to call more than once
 * @throws SetupError when Xvfb doesn't start
 */
export async function openDisplay({ windowManager = false } = {}): Promise<() => void> {
  if (hasDisplay()) return () => undefined
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe']
  })
  const number = await new Promise<string>((resolve, reject) => {
    let messages = ''
    const refuse = (reason: string) => reject(new SetupError(`Xvfb can't be started: ${reason}\n${messages}`))
    const timer = setTimeout(() => refuse('it says nothing'), START_LIMIT)
    server.stderr?.on('data', (chunk: Buffer) => (messages += chunk.toString()))
    server.on('error', (error) => refuse(error.message))
    server.on('exit', (code) => refuse(`it ended with ${code}`))
    const answer = server.stdio[3] as Readable
    answer.once('data', (chunk: Buffer) => {
      clearTimeout(timer)
      resolve(chunk.toString().trim())
    })
  }).catch((error: unknown) => {
    server.kill()
    throw error
  })
  process.env.DISPLAY = `:${number}`
  say(`no display here: using Xvfb on ${process.env.DISPLAY}`)
  const manager =
    windowManager && isOnPath(WINDOW_MANAGER)
      ? spawn(WINDOW_MANAGER, ['--sm-disable'], { stdio: 'ignore' })
      : null
  const close = () => {
    process.off('exit', close)
    if (manager?.exitCode === null) manager.kill()
    if (server.exitCode === null) server.kill()
    delete process.env.DISPLAY
  }
  process.on('exit', close)
  return close
}
