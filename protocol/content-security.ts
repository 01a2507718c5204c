/**
 * The Content-Security-Policy of every page of ours, in the app and for guests. Scripts and styles come from
 * our origin alone. The signaling server may be any (it is a setting), hence `ws:` and `wss:`; nothing else is
 * ever fetched from elsewhere.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob: mediastream:",
  "connect-src 'self' ws: wss:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')
