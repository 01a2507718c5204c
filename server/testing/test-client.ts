import { io, type Socket } from 'socket.io-client'
import { expect, onTestFinished } from 'vitest'
import type { ModerateRequest } from '../../protocol/moderation.ts'
import type { Result } from '../../protocol/result.ts'
import {
  PROTOCOL_VERSION,
  SIGNALING_PATH,
  type ClientToServerEvents,
  type JoinReply,
  type ServerToClientEvents,
  type SignalingRefusal,
  type SignalReply
} from '../../protocol/signaling.ts'

export interface JoinOptions {
  room?: string
  name?: string
  resume?: string
  password?: string
  color?: number
}

type Answer<Value> = Result<Value, SignalingRefusal>
type Heard = [event: string, payload: unknown]

/** A participant's socket that writes down what it hears. */
export class TestClient {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>
  /** Every notification so far, in order. */
  readonly heard: Heard[] = []
  /** Resolves with socket.io's reason when the connection ends. */
  readonly closed: Promise<string>
  /** What the server answered to the last join that it accepted. */
  reply!: JoinReply
  #onHeard: () => void = () => {}

  private constructor(origin: string, headers: Record<string, string>) {
    this.socket = io(origin, {
      path: SIGNALING_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      rejectUnauthorized: false,
      extraHeaders: headers
    })
    this.socket.onAny((event: string, payload: unknown) => {
      this.heard.push([event, payload])
      this.#onHeard()
    })
    this.closed = new Promise((resolve) => this.socket.on('disconnect', resolve))
  }

  static async connect(origin: string, headers: Record<string, string> = {}): Promise<TestClient> {
    const client = new TestClient(origin, headers)
    onTestFinished(() => void client.socket.disconnect())
    await new Promise<void>((resolve, reject) => {
      client.socket.on('connect', resolve)
      client.socket.on('connect_error', reject)
    })
    return client
  }

  get id(): string {
    return this.reply.self.id
  }

  get token(): string {
    return this.reply.self.resume
  }

  /** Sends anything as a request. */
  request(event: string, ...payload: unknown[]): Promise<Answer<unknown>> {
    const socket = this.socket as unknown as Socket
    return socket.emitWithAck(event, ...payload) as Promise<Answer<unknown>>
  }

  join({ room = 'blue-room', name = 'Ann', ...rest }: JoinOptions = {}): Promise<Answer<JoinReply>> {
    return this.socket.emitWithAck('room:join', { room, name, ...rest, protocol: PROTOCOL_VERSION })
  }

  moderate(request: ModerateRequest): Promise<Answer<unknown>> {
    return this.socket.emitWithAck('room:moderate', request)
  }

  /** Joins, and keeps the reply. */
  async enter(options?: JoinOptions): Promise<this> {
    const answer = await this.join(options)
    if (!answer.ok) throw new Error(answer.error.reason)
    this.reply = answer.value
    return this
  }

  leave(): Promise<Answer<unknown>> {
    return this.request('room:leave', {})
  }

  offer(to: string, sdp = 'v=0'): Promise<Answer<SignalReply>> {
    return this.socket.emitWithAck('peer:signal', { to, description: { type: 'offer', sdp } })
  }

  /** Resolves when this many notifications have come in all. */
  async hears(count: number): Promise<Heard[]> {
    while (this.heard.length < count) {
      await new Promise<void>((resolve) => {
        this.#onHeard = resolve
      })
    }
    return this.heard
  }

  /** Breaks the connection without a word, as a crash or a cut cable does. */
  async drop(): Promise<void> {
    this.socket.io.engine.close()
    await this.closed
  }
}

/**
 * Two people in the blue room who witness that nothing of what others do reaches them. Messages on one socket
 * keep their order, so what they say to each other afterwards comes after anything else they were sent.
 */
export async function expectNothingNoticed(one: TestClient, other: TestClient): Promise<void> {
  const before = [one.heard.length, other.heard.length] as const
  expect(await one.offer(other.id, 'from one')).toEqual({ ok: true, value: { delivered: true } })
  expect(await other.offer(one.id, 'from other')).toEqual({ ok: true, value: { delivered: true } })
  await Promise.all([one.hears(before[0] + 1), other.hears(before[1] + 1)])
  expect(one.heard.slice(before[0])).toEqual([
    ['peer:signal', { from: other.id, description: { type: 'offer', sdp: 'from other' } }]
  ])
  expect(other.heard.slice(before[1])).toEqual([
    ['peer:signal', { from: one.id, description: { type: 'offer', sdp: 'from one' } }]
  ])
}
