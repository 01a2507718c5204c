import { spawn, type StdioOptions } from 'node:child_process'
import { constants } from 'node:os'
import { PROJECT } from './project.ts'

export interface ProgramOptions {
  /** Added to this process's environment; undefined removes a variable. */
  environment?: Record<string, string | undefined>
  /** Folder to run in; the project by default. */
  folder?: string
  /** `show` shares our terminal, `collect` keeps stdout and stderr for the result. */
  output?: 'show' | 'collect'
  /** Milliseconds after which the program is ended, and with it all that it has started. */
  timeLimit?: number
}

export interface ProgramResult {
  /** Exit code; 128 + the signal's number when a signal ended the program, 127 when it can't be started. */
  code: number
  /** What `collect` collected, stdout and stderr in the order in which they came. */
  output: string
  stdout: string
  timedOut: boolean
}

/** How long a program may clean up after SIGTERM before it is killed, in milliseconds. */
const GRACE = 10_000

/**
 * Runs a program to its end. Signals that ask us to stop are passed on to it, and then we wait for it to clean
 * up. A program with a time limit leads a process group of its own, so that nothing of it stays behind.
 */
export function runProgram(
  file: string,
  programArguments: readonly string[],
  { environment = {}, folder = PROJECT, output = 'show', timeLimit }: ProgramOptions = {}
): Promise<ProgramResult> {
  const stdio: StdioOptions = output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe']
  const leadsGroup = timeLimit !== undefined && process.platform !== 'win32'
  const child = spawn(file, programArguments, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio,
    detached: leadsGroup
  })
  const all: Buffer[] = []
  const out: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => all.push(chunk) && out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => all.push(chunk))

  let timedOut = false
  let killTimer: NodeJS.Timeout | undefined
  const send = (signal: NodeJS.Signals) => {
    if (leadsGroup && child.pid !== undefined) killGroup(child.pid, signal)
    else child.kill(signal)
  }
  const stop = () => {
    send('SIGTERM')
    killTimer ??= setTimeout(() => send('SIGKILL'), GRACE)
  }
  const expire = () => {
    timedOut = true
    stop()
  }
  // A terminal sends Ctrl-C to our group by itself; a group of its own has to be told.
  const interrupt = () => (leadsGroup ? stop() : undefined)
  const limitTimer = timeLimit === undefined ? undefined : setTimeout(expire, timeLimit)
  process.on('SIGINT', interrupt).on('SIGTERM', stop).on('SIGHUP', stop)

  return new Promise((resolve) => {
    const finish = (code: number) => {
      clearTimeout(limitTimer)
      clearTimeout(killTimer)
      process.off('SIGINT', interrupt).off('SIGTERM', stop).off('SIGHUP', stop)
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8')
      resolve({ code, output: text(all), stdout: text(out), timedOut })
    }
    child.on('error', (error) => {
      all.push(Buffer.from(error.message))
      finish(127)
    })
    child.on('close', (code, signal) =>
      finish(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    )
  })
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch {
    // It has ended meanwhile.
  }
}

/** Runs a TypeScript or JavaScript file on this process's own Node. */
export function runNode(file: string, programArguments: readonly string[], options?: ProgramOptions) {
  return runProgram(process.execPath, [file, ...programArguments], options)
}
