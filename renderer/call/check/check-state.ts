import type { Findings } from './findings.ts'
import type { Verdict } from './verdict.ts'

/** What is being found out, in this order. */
export type CheckStep = 'signaling' | 'targets' | 'mapping' | 'relay'

/**
 * A check of the connection.
 *
 * ```
 *           start                                                      the last step ended, or
 *   idle ──────────▶ running: signaling ▶ targets ▶ mapping ▶ relay ──────────────────────────▶ done
 *                     ▲            │ cancel                            the server is away        │
 *                     │            ▼                                                             │
 *                     ├──────── cancelled                                                        │
 *                     └───────────────────────────────── start ──────────────────────────────────┘
 * ```
 *
 * `findings` grow while it runs; what isn't known yet is null. After `cancelled` and `done` nothing is open any more.
 */
export type CheckState =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly step: CheckStep; readonly findings: Findings }
  | { readonly status: 'done'; readonly findings: Findings; readonly verdict: Verdict }
  | { readonly status: 'cancelled'; readonly findings: Findings }
