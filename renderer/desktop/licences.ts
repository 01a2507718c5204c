export interface Licences {
  own: string
  /** Of what is bundled; empty where the build wrote none, as in development. */
  thirdParties: string
}

/** Where the build puts the licences of what is bundled, beside the page. */
const THIRD_PARTIES = '/licences.txt'

/** The licences that the app is under, each as its text. Rejects when the app's own files are out of reach. */
export async function loadLicences(): Promise<Licences> {
  const [{ default: own }, answer] = await Promise.all([import('../../LICENSE?raw'), fetch(THIRD_PARTIES)])
  // A server may answer with the page itself for what isn't there.
  const text = answer.ok && answer.headers.get('Content-Type')?.startsWith('text/plain') === true
  return { own, thirdParties: text ? await answer.text() : '' }
}
