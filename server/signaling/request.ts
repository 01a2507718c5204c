import * as v from 'valibot'
import { fail, type Result } from '../../protocol/result.ts'
import type { SignalingRefusal } from '../../protocol/signaling.ts'

export type Answer = Result<unknown, SignalingRefusal>

/** A request as socket.io hands it over: its event, what came with it, and the acknowledgement if one is wanted. */
export interface Request {
  event: unknown
  payload: unknown[]
  acknowledge: ((answer: Answer) => void) | null
}

/** What is done with the requests of one event: checks the payload, then handles what is left of it. */
export type Handler<Caller> = (caller: Caller, payload: unknown) => Answer

/** @param packet an event as socket.io passes it to its middleware */
export function readRequest(packet: readonly unknown[]): Request {
  const [event, ...payload] = packet
  // JSON has no functions, so one at the end is socket.io's.
  const last = payload.at(-1)
  if (typeof last !== 'function') return { event, payload, acknowledge: null }
  return { event, payload: payload.slice(0, -1), acknowledge: last as (answer: Answer) => void }
}

/** A handler that sees only payloads that fit the schema, without unknown fields. */
export function handler<Caller, Schema extends v.GenericSchema>(
  schema: Schema,
  handle: (caller: Caller, request: v.InferOutput<Schema>) => Answer
): Handler<Caller> {
  return (caller, payload) => {
    const parsed = v.safeParse(schema, payload, { abortEarly: true })
    return parsed.success ? handle(caller, parsed.output) : fail('malformed', describe(parsed.issues[0]))
  }
}

/** Answers a request by the handler of its event. */
export function dispatch<Caller>(
  handlers: ReadonlyMap<unknown, Handler<Caller>>,
  caller: Caller,
  { event, payload }: Request
): Answer {
  const handle = handlers.get(event)
  if (handle === undefined) return fail('malformed', 'There is no such request')
  if (payload.length !== 1) return fail('malformed', 'A request has one payload')
  return handle(caller, payload[0])
}

/** Says where a payload is wrong, without repeating it. */
function describe(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'payload'}: expected ${issue.expected ?? 'something else'}`
}
