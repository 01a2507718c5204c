import { createPrivateKey, sign } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { signedMessage } from '../../protocol/update-source.ts'
import { TEST_CERTIFICATE } from '../../server/testing/test-certificate.ts'
import { trustSwitch } from '../e2e/support/trust-switch.ts'

/** The channel's file that the installed app asks for. */
const FILE = `latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`

/** A server of updates on this machine. */
export interface UpdateServer {
  /** The switches with which the app finds it under the address that is packed into it, and trusts its certificate. */
  switches: string[]
  /**
   * Offers a version.
   *
   * @param key Ed25519 in PEM, of whoever signs it
   */
  offer: (version: string, key: string) => void
  /** The headers of each request that it got. */
  requests: readonly IncomingHttpHeaders[]
  close: () => void
}

export async function startUpdateServer(): Promise<UpdateServer> {
  let content = ''
  let signature = ''
  const requests: IncomingHttpHeaders[] = []
  const server = createServer(TEST_CERTIFICATE, ({ url = '', headers }, response) => {
    requests.push(headers)
    const path = url.replace(/\?.*$/, '')
    if (path === `/${FILE}`) response.end(content)
    else if (path === `/${FILE}.sig`) response.end(signature)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    requests,
    switches: [
      `--host-resolver-rules=MAP updates.parley.invalid:443 127.0.0.1:${port}`,
      trustSwitch(TEST_CERTIFICATE.cert)
    ],
    offer(version, key) {
      const files = [{ url: `Parley-${version}.AppImage`, sha512: 'none', size: 1 }]
      content = JSON.stringify({ version, files })
      const message = Buffer.from(signedMessage(FILE, content))
      signature = sign(null, message, createPrivateKey(key)).toString('base64')
    },
    close() {
      server.close()
      server.closeAllConnections()
    }
  }
}
