import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isOnPath, SOUND_SERVER } from '../../../build/scripts/display.ts'

/** How long the sound server may take to start, in milliseconds. */
const START_LIMIT = 10_000

/** Whether programs here can be given speakers of their own. */
export function hasSoundSystem(): boolean {
  return process.platform === 'linux' && isOnPath(SOUND_SERVER)
}

/**
 * Starts a sound system with one pair of speakers that nobody hears. Programs that are started meanwhile play on it,
 * and what they play can be captured.
 *
 * @returns what ends it
 */
export async function openSoundSystem(): Promise<() => Promise<void>> {
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
  return close
}
