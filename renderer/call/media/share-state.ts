/** What a share is tuned for: text that is read, or pictures that move. */
export type ShareQuality = 'sharp' | 'smooth'

/** Why there is no share; `reason` chooses the text that people read. */
export type ShareFailure =
  /** The person chose nothing. That is no error, and nothing is said. */
  | 'cancelled'
  /** The operating system, or the browser's administrator, allows no capture. */
  | 'denied'
  /** This browser can't capture a screen. */
  | 'unsupported'
  /** What was chosen is gone, or can't be captured. */
  | 'unavailable'
  /** Anything else; the log has the cause. */
  | 'unknown'

/** Why a share ended though nobody here stopped it. */
export type ShareEnding =
  /** The window was closed, the display unplugged, or the permission withdrawn. */
  | 'source-gone'
  /** The computer was locked. */
  | 'locked'
  /** Somebody in charge of the meeting stopped it. */
  | 'stopped-by-host'

/** What is captured, and how. */
export interface Share {
  readonly video: MediaStreamTrack
  /** Null where no sound is shared. */
  readonly audio: MediaStreamTrack | null
  /** What is shared, in words; empty where nobody names it. It is for this participant's eyes alone. */
  readonly label: string
  readonly quality: ShareQuality
}

/**
 * A share of the screen.
 *
 * ```
 *            start              captures               pause
 *   off ───────────▶ starting ───────────▶ sharing ◀──────────▶ paused
 *    ▲                  │                    │  │      resume      │
 *    │ cancelled,       │                    └──┼──── switch ──────┤
 *    │ failed           │                       │  (the old source │
 *    ├──────────────────┘                       │  goes on until   │
 *    └────────────── stop, source gone ─────────┴── the new is     │
 *    ▲                                              there)         │
 *    └─────────────────────────────────────────────────────────────┘
 * ```
 *
 * While paused the capture goes on, so that it resumes at once, but nothing of it is sent.
 */
export type ShareState =
  | { readonly status: 'off' }
  | { readonly status: 'starting' }
  | { readonly status: 'sharing'; readonly share: Share }
  | { readonly status: 'paused'; readonly share: Share }
