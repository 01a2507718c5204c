/** Where electron-builder fetches its helpers (fpm, AppImage's and NSIS's tools) when they aren't in its cache. */
const HOST = 'https://github.com'

/** Longest wait for an answer, in milliseconds. */
const LIMIT = 5_000

/** Why electron-builder's helpers can't be fetched here, or null when they can. */
export async function whyNoHelpers(environment: NodeJS.ProcessEnv): Promise<string | null> {
  const address = environment.ELECTRON_BUILDER_BINARIES_MIRROR ?? HOST
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(LIMIT) })
    return null
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    return `${new URL(address).host} can't be reached (${cause instanceof Error ? cause.message : String(cause)})`
  }
}
