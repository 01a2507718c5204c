import { CONTENT_SECURITY_POLICY } from '../../protocol/content-security.ts'

/** Sent with every answer. Addresses of pages hold room codes, hence no referrer. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
  'Cross-Origin-Opener-Policy': 'same-origin'
} as const
