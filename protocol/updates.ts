/** Why there was no newer version to be had. */
export type UpdateFailure =
  /** The server of the updates can't be reached. */
  | 'unreachable'
  /** What it offers isn't signed by the app's makers, or isn't what they signed. */
  | 'untrusted'
  | 'failed'

/**
 * How the app stands with newer versions of itself.
 *
 * ```
 *   unsupported      off ◀──setting──▶ any of these:
 *
 *            check              nothing newer
 *    idle ─────────▶ checking ───────────────▶ current
 *                      │ │ │    the system installs it
 *               failed │ │ └─────────────────▶ available
 *        failed ◀──────┤ │      newer                   verified
 *                      │ └──────▶ downloading ─────────────────▶ ready ──▶ (installed on quit)
 *                      └────────────────┘ failed
 * ```
 *
 * Another check begins from `idle`, `current`, `available` and `failed`. Nothing leads out of `ready` but a restart.
 */
export type UpdateState =
  /** This app never looks for updates: it runs in a browser, or was made without a place to look. */
  | { status: 'unsupported' }
  /** The person or the administrator doesn't want it to. */
  | { status: 'off' }
  | { status: 'idle' }
  | { status: 'checking' }
  /** @property checkedAt Unix time in milliseconds */
  | { status: 'current'; checkedAt: number }
  /** There is a newer version, which the system's package manager installs and not the app. */
  | { status: 'available'; version: string }
  /** @property progress 0 to 1 */
  | { status: 'downloading'; version: string; progress: number }
  | { status: 'ready'; version: string }
  | { status: 'failed'; reason: UpdateFailure }
