import { execFileSync } from 'node:child_process'

/** Begins the name of every namespace of the lab, so that those of others are left alone. */
const PREFIX = 'parley-lab-'

/**
 * A network namespace of Linux: a machine as far as the network goes. What is done to it is done at once, so that it can
 * also be undone while the process ends.
 */
export class Namespace {
  readonly name: string

  private constructor(name: string) {
    this.name = name
  }

  /** Makes a namespace that speaks IPv4 with itself. @throws Error when it can't be made, or exists */
  static add(name: string): Namespace {
    const namespace = new Namespace(PREFIX + name)
    ip('netns', 'add', namespace.name)
    namespace.ip('link', 'set', 'lo', 'up')
    for (const scope of ['all', 'default']) namespace.sysctl(`net.ipv6.conf.${scope}.disable_ipv6`, 1)
    return namespace
  }

  /** Removes every namespace of the lab, and ends what runs in it. Idempotent. */
  static removeAll(): void {
    const names = ip('netns', 'list')
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '')
    for (const name of names.filter((name) => name.startsWith(PREFIX))) {
      for (const id of ip('netns', 'pids', name).split('\n')) if (id !== '') kill(Number(id))
      ip('netns', 'del', name)
    }
  }

  /** Goes before a command to have it run inside. */
  get entrance(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name]
  }

  /** Runs a program inside to its end. @returns what it wrote @throws Error with its complaint */
  run(program: string, programArguments: readonly string[], input = ''): string {
    const [file = '', ...words] = [...this.entrance, program, ...programArguments]
    return execFileSync(file, words, { input, encoding: 'utf8', stdio: 'pipe' })
  }

  /** Runs `ip` on the namespace. */
  ip(...words: string[]): void {
    ip('-n', this.name, ...words)
  }

  sysctl(variable: string, value: number): void {
    this.run('sysctl', ['-q', '-w', `${variable}=${value}`])
  }
}

function ip(...words: string[]): string {
  return execFileSync('ip', words, { encoding: 'utf8', stdio: 'pipe' })
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
