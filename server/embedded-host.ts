import type { AddressInfo } from 'node:net'
import type { EmbeddedServerCommand, EmbeddedServerEvent } from '../protocol/embedded-server.ts'
import { fail, succeed } from '../protocol/result.ts'
import type { SignalingServer } from './app.ts'

type StartCommand = Extract<EmbeddedServerCommand, { type: 'start' }>

export interface EmbeddedHostDependencies {
  /** @param onFirstVisitor is called once somebody comes from another machine */
  createServer: (command: StartCommand, onFirstVisitor: () => void) => SignalingServer
  answer: (event: EmbeddedServerEvent) => void
  /** Called when everything has been closed. */
  onStopped: () => void
}

/** Carries out what the desktop shell asks of the server inside the app. `stop` closes the server. */
export class EmbeddedHost {
  readonly #dependencies: EmbeddedHostDependencies
  #server: SignalingServer | null = null

  constructor(dependencies: EmbeddedHostDependencies) {
    this.#dependencies = dependencies
  }

  /** Never rejects. */
  async execute(command: EmbeddedServerCommand): Promise<void> {
    if (command.type === 'start') await this.#start(command)
    else await this.#stop()
  }

  async #start(command: StartCommand): Promise<void> {
    const { createServer, answer } = this.#dependencies
    try {
      this.#server ??= createServer(command, () => answer({ type: 'reached' }))
      const { port } = await listen(this.#server, command)
      answer({ type: 'started', outcome: succeed({ port }) })
    } catch (error) {
      answer({ type: 'started', outcome: fail('start-failed', (error as Error).message) })
    }
  }

  async #stop(): Promise<void> {
    await this.#server?.close()
    this.#dependencies.onStopped()
  }
}

async function listen(
  server: SignalingServer,
  { host, preferredPort }: Pick<StartCommand, 'host' | 'preferredPort'>
): Promise<AddressInfo> {
  try {
    return await server.listen({ host, port: preferredPort })
  } catch (error) {
    // In use by somebody else, or reserved by the system (Windows does that to whole ranges).
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    return server.listen({ host, port: 0 })
  }
}
