import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Log } from './log.ts'
import { makeCertificate } from './make-certificate.ts'
import { keptFingerprint, loadServerCertificate, type ServerCertificate } from './server-certificate.ts'
import { shareAddresses } from './share-address.ts'

export interface HostCertificate {
  load: () => Promise<ServerCertificate>
  /** The fingerprint of the one that there is; null before the first is made. */
  kept: () => string | null
}

/**
 * The certificate that a profile's embedded server shows.
 *
 * @param profile the folder of the profile
 */
export function hostCertificate(profile: string, log: Log): HostCertificate {
  const kept = { path: join(profile, 'server-certificate.pem'), now: Date.now, log }
  const make = () => {
    const addresses = shareAddresses(networkInterfaces()).map(({ address }) => address)
    return makeCertificate(Date.now(), addresses)
  }
  return { load: () => loadServerCertificate({ ...kept, make }), kept: () => keptFingerprint(kept) }
}
