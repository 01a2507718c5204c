/** What the update server offers isn't signed by whoever made this app. */
export class UntrustedUpdateError extends Error {
  override name = 'UntrustedUpdateError'
}
