import type { CaptureFailure } from './capture-state.ts'

/** The reasons behind the errors that `getUserMedia` rejects with (W3C Media Capture section 10.3.1). */
const REASONS: Readonly<Record<string, CaptureFailure>> = {
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'busy',
  AbortError: 'busy'
}

/** Why `getUserMedia` failed, in the words of the call domain. */
export function captureFailure(error: unknown): CaptureFailure {
  return (error instanceof Error && REASONS[error.name]) || 'unknown'
}
