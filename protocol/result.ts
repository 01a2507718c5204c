/** Why something was refused or went wrong, in a form that survives IPC and socket acknowledgements. */
export interface Failure<Reason extends string = string> {
  /** A stable code. Texts for people are chosen from it in the renderer. */
  reason: Reason
  /** A sentence for logs and developers, in English, without secrets. */
  message: string
}

/** The outcome of a request that may be refused. It is plain data: errors lose all but their message over IPC. */
export type Result<Value, Reason extends string = string> =
  { ok: true; value: Value } | { ok: false; error: Failure<Reason> }

export function succeed<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function fail<Reason extends string>(
  reason: Reason,
  message: string
): { ok: false; error: Failure<Reason> } {
  return { ok: false, error: { reason, message } }
}
