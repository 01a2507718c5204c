import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Log } from './log.ts'
import { makeCertificate } from './make-certificate.ts'
import { loadServerCertificate, type ServerCertificate } from './server-certificate.ts'
import { shareAddresses } from './share-address.ts'

/**
 * Gives the certificate that a profile's embedded server shows.
 *
 * @param profile the folder of the profile
 */
export function hostCertificate(profile: string, log: Log): () => Promise<ServerCertificate> {
  return () =>
    loadServerCertificate({
      path: join(profile, 'server-certificate.pem'),
      make: () => {
        const addresses = shareAddresses(networkInterfaces()).map(({ address }) => address)
        return makeCertificate(Date.now(), addresses)
      },
      now: Date.now,
      log
    })
}
