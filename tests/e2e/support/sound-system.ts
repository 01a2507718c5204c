import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isOnPath, SOUND_SERVER } from '../../../build/scripts/display.ts'

/** How long the sound server may take to start, in milliseconds. */
const START_LIMIT = 10_000

/** Why a test is skipped that needs one. */
export const NO_SOUND_SYSTEM = 'no PulseAudio is installed, so programs here have no sound of their own'

/** Whether programs here can be given speakers of their own. */
export function hasSoundSystem(): boolean {
  return process.platform === 'linux' && isOnPath(SOUND_SERVER)
}

/** A sound system of a test's own. Programs that are started while it is open play on it. */
export interface SoundSystem {
  /**
   * Plugs in a microphone that hears a tone.
   *
   * @returns unplugs it
   */
  plugMicrophone: (name: string) => Promise<() => Promise<void>>
  close: () => Promise<void>
}

/** Starts a sound system with one pair of speakers that nobody hears. What is played there can be captured. */
export async function openSoundSystem(): Promise<SoundSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-sound-'))
  const socket = join(folder, 'socket')
  const child = spawn(
    SOUND_SERVER,
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--load=module-null-sink sink_name=speakers',
      `--load=module-native-protocol-unix auth-anonymous=1 socket=${socket}`
    ],
    { stdio: 'ignore', env: { ...process.env, PULSE_RUNTIME_PATH: folder } }
  )
  const ended = once(child, 'exit')
  const before = process.env.PULSE_SERVER
  const close = async () => {
    if (before === undefined) delete process.env.PULSE_SERVER
    else process.env.PULSE_SERVER = before
    child.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  for (const limit = Date.now() + START_LIMIT; !existsSync(socket); await sleep(20)) {
    if (child.exitCode === null && Date.now() < limit) continue
    await close()
    throw new Error(`${SOUND_SERVER} doesn't start`)
  }
  process.env.PULSE_SERVER = `unix:${socket}`
  const plugMicrophone = async (name: string) => {
    const properties = `source_properties=device.description=${name}`
    const { stdout } = await control('load-module', 'module-sine-source', `source_name=${name}`, properties)
    return async () => {
      await control('unload-module', stdout.trim())
    }
  }
  return { plugMicrophone, close }
}

/** Tells the sound system to do something. */
const control = (...words: string[]) => promisify(execFile)('pactl', words)
