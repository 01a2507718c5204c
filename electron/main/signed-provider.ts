import { createPublicKey, verify } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { basename } from 'node:path'
import type { AppUpdater } from 'electron-updater'
import { GenericProvider } from 'electron-updater/out/providers/GenericProvider.js'
import { SIGNATURE_SUFFIX, signedMessage, type UpdateSource } from '../../protocol/update-source.ts'
import { UntrustedUpdateError } from './untrusted-update-error.ts'

/**
 * Makes what electron-updater asks for versions: a plain web server, whose file of a channel counts only with a valid
 * signature beside it. The file holds the SHA-512 of each installer, which electron-updater checks, so what is
 * installed is what was signed.
 */
export function signedProvider(source: UpdateSource, channel: 'latest' | 'beta') {
  const publicKey = createPublicKey({
    key: Buffer.from(source.publicKey, 'base64'),
    format: 'der',
    type: 'spki'
  })
  return class SignedProvider extends GenericProvider {
    constructor(
      _options: unknown,
      updater: AppUpdater,
      runtime: ConstructorParameters<typeof GenericProvider>[2]
    ) {
      super({ provider: 'generic', url: source.url, channel }, updater, runtime)
    }

    /**
     * Leaves out the number by which electron-updater would know this installation again. Which of them a version is let
     * out to first is decided here, with a number that stays here.
     */
    override setRequestHeaders(headers: OutgoingHttpHeaders | null): void {
      const sent = Object.entries(headers ?? {}).filter(([name]) => name !== 'x-user-staging-id')
      super.setRequestHeaders(Object.fromEntries(sent))
    }

    protected override async httpRequest(url: URL): Promise<string | null> {
      const content = await super.httpRequest(url)
      const signatureUrl = new URL(url)
      signatureUrl.pathname += SIGNATURE_SUFFIX
      const signature = await super.httpRequest(signatureUrl)
      const name = basename(url.pathname)
      if (content === null || signature === null || !isSigned(name, content, signature)) {
        throw new UntrustedUpdateError(`${name} is not signed by the makers of this app`)
      }
      return content
    }
  }

  function isSigned(name: string, content: string, signature: string): boolean {
    return verify(
      null,
      Buffer.from(signedMessage(name, content)),
      publicKey,
      Buffer.from(signature.trim(), 'base64')
    )
  }
}
