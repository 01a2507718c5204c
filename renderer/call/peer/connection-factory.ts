import type { Logger } from '../logger.ts'
import { createTransceivers } from './transceivers.ts'

/** What browsers take by themselves (RFC 8827 section 6.5). */
const KEY: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }

/**
 * Makes the connections of one meeting. They share a certificate: a key for each would take its time from joining. The
 * next meeting has another one, so that nobody is known again by it.
 */
export class ConnectionFactory {
  readonly #logger: Logger
  #certificate: RTCCertificate | null = null

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /**
   * Does beforehand what the first connection would otherwise wait for: the certificate, and what the browser starts with
   * its first offer (threads, codecs). Never rejects; what fails here is tried again when it is needed.
   */
  async prepare(): Promise<void> {
    try {
      this.#certificate = await RTCPeerConnection.generateCertificate(KEY)
      const connection = this.create({})
      try {
        createTransceivers(connection)
        await connection.createOffer()
      } finally {
        connection.close()
      }
    } catch (error) {
      this.#logger.warn('Connections could not be prepared', error)
    }
  }

  /** @throws whatever `RTCPeerConnection` says of the configuration */
  create(configuration: RTCConfiguration): RTCPeerConnection {
    const certificate = this.#certificate
    // A lobby may be left open for longer than a certificate lasts.
    if (certificate === null || certificate.expires <= Date.now()) return new RTCPeerConnection(configuration)
    return new RTCPeerConnection({ ...configuration, certificates: [certificate] })
  }
}
