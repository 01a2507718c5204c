import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { PROJECT, SetupError } from './project.ts'

export interface ServerProcess {
  /** Where this machine reaches it, such as `http://localhost:7420`. */
  origin: string
  /** Its process. */
  pid: number
  /**
   * Ends it; settles when it has ended. Harmless to call more than once.
   *
   * @param signal SIGTERM lets it say goodbye, SIGKILL doesn't
   */
  stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
}

export interface ServerOptions {
  /** 0 takes a free one. */
  port: number
  /** Interface to listen on. */
  host: string
  /** Added to this process's environment. */
  environment?: Readonly<Record<string, string>>
  /** Words before the command, such as those that enter a network namespace. */
  entrance?: readonly string[]
}

/** How long the server may take to listen, in milliseconds. */
const START_LIMIT = 30_000

/**
 * Starts the signaling server in a process of its own. It ends with this process.
 *
 * @throws SetupError with the server's own message when it doesn't start
 */
export async function startServerProcess({
  port,
  host,
  environment = {},
  entrance = []
}: ServerOptions): Promise<ServerProcess> {
  const [program = '', ...words] = [...entrance, process.execPath, 'server/main.ts']
  const child = spawn(program, words, {
    cwd: PROJECT,
    env: { LOG_LEVEL: 'warn', ...process.env, ...environment, PORT: String(port), HOST: host },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = () => child.kill()
  process.once('exit', kill)
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    process.off('exit', kill)
    child.kill(signal)
    await ended
  }
  let messages = ''
  child.stderr.on('data', (chunk: Buffer) => (messages += chunk.toString()))
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      const refuse = (reason: string) => reject(new SetupError(`the server ${reason}: ${messages.trim()}`))
      const timer = setTimeout(() => refuse('does not listen'), START_LIMIT)
      child.once('error', (error) => refuse(error.message))
      child.once('close', () => refuse("can't be started"))
      createInterface(child.stdout).on('line', (line) => {
        const address = /^Parley is at (\S+)$/.exec(line)?.[1]
        if (address === undefined) return
        clearTimeout(timer)
        resolve(address)
      })
    })
    return { origin, pid: child.pid ?? NaN, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
