import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import {
  createServer,
  request,
  type ClientRequest,
  type IncomingHttpHeaders,
  type RequestOptions,
  type Server
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  configureRequestOptions,
  configureRequestUrl,
  HttpExecutor,
  type DownloadOptions
} from 'builder-util-runtime'
import { AppImageUpdater } from 'electron-updater'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { signedMessage } from '../../protocol/update-source.ts'
import { adapt, type Installer } from './installer.ts'
import { updateFailure } from './update-failure.ts'

/** Electron's part of fetching, with Node's. */
class NodeExecutor extends HttpExecutor<ClientRequest> {
  createRequest(options: RequestOptions, callback: (response: unknown) => void): ClientRequest {
    return request(options, callback)
  }

  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
      const requestOptions = { headers: options.headers ?? undefined }
      configureRequestUrl(url, requestOptions)
      configureRequestOptions(requestOptions)
      const callback = (error: unknown) => (error instanceof Error ? reject(error) : resolve(destination))
      this.doDownload(requestOptions, { destination, options, onCancel, callback, responseHandler: null }, 0)
    })
  }
}

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const makers = generateKeyPairSync('ed25519')
const publicKey = makers.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

let folder: string
let server: Server
/** What the server of the updates has, by path. */
let files: Map<string, Buffer>
/** The headers of each request that it got. */
let requests: IncomingHttpHeaders[]
/** Whether it keeps back the end of what it sends. */
let stalls: boolean
let installed: string

/** The app's installer, as in version 1.0.0 of it. */
async function createInstaller(channel: 'stable' | 'beta' = 'stable'): Promise<Installer> {
  const config = join(folder, 'app-update.yml')
  await writeFile(config, 'provider: generic\nurl: http://127.0.0.1/\nupdaterCacheDirName: updates\n')
  const updater = new AppImageUpdater(undefined, {
    version: '1.0.0',
    name: 'parley',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {}
  })
  Object.assign(updater, { httpExecutor: new NodeExecutor() })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return adapt(updater, true, { source: { url, publicKey }, channel, onRestart: vi.fn(), log })
}

interface Release {
  version: string
  channel?: string
  /** What the server sends; by default what was signed for. */
  sent?: string
  /** Whose signature is beside the channel's file; null leaves it out. */
  signer?: KeyObject | null
  /** The channel's file that the signature says it is for. */
  signedAs?: string
  staging?: number
}

/** Puts a version on the server. */
function publish({ version, channel = 'latest', signer = makers.privateKey, ...release }: Release): void {
  const name = `${channel}-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`
  const content = `the app, version ${version}`
  const file = `Parley-${version}.AppImage`
  const sha512 = createHash('sha512').update(content).digest('base64')
  const metadata = JSON.stringify({
    version,
    files: [{ url: file, sha512, size: content.length }],
    ...(release.staging !== undefined && { stagingPercentage: release.staging })
  })
  files.set(`/${name}`, Buffer.from(metadata))
  files.set(`/${file}`, Buffer.from(release.sent ?? content))
  if (signer === null) return
  const signature = sign(null, Buffer.from(signedMessage(release.signedAs ?? name, metadata)), signer)
  files.set(`/${name}.sig`, Buffer.from(signature.toString('base64')))
}

/** What a check ends with: the version, or why there is none. */
const outcome = (installer: Installer) => installer.check().catch(updateFailure)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-updates-'))
  installed = join(folder, 'Parley.AppImage')
  await writeFile(installed, 'the app, version 1.0.0')
  vi.stubEnv('APPIMAGE', installed)
  files = new Map()
  requests = []
  stalls = false
  server = createServer(({ url = '', headers }, response) => {
    requests.push(headers)
    const file = files.get(url.replace(/\?.*$/, ''))
    response.writeHead(file === undefined ? 404 : 200)
    if (stalls) response.write(file?.subarray(0, 5) ?? '')
    else response.end(file)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a check on the server of the updates', () => {
  test('finds a newer version, and fetches what was signed', async () => {
    publish({ version: '1.1.0' })
    const installer = await createInstaller()
    expect(await installer.check()).toBe('1.1.0')
    await installer.download(() => {})
    const fetched = join(folder, 'updates', 'pending', 'Parley-1.1.0.AppImage')
    expect(await readFile(fetched, 'utf8')).toBe('the app, version 1.1.0')
    expect(await readFile(installed, 'utf8'), 'what runs is left alone').toBe('the app, version 1.0.0')
  })

  test.each(['1.0.0', '0.9.0'])('finds nothing in version %s, which is no newer one', async (version) => {
    publish({ version })
    expect(await outcome(await createInstaller())).toBeNull()
  })

  test('takes nothing older from another channel either', async () => {
    publish({ version: '0.9.0-beta.1', channel: 'beta' })
    expect(await outcome(await createInstaller('beta'))).toBeNull()
  })

  test('asks the channel that was chosen', async () => {
    publish({ version: '1.1.0' })
    publish({ version: '1.2.0-beta.1', channel: 'beta' })
    expect(await outcome(await createInstaller('beta'))).toBe('1.2.0-beta.1')
    expect(await outcome(await createInstaller())).toBe('1.1.0')
  })

  test('refuses a version that somebody else has signed', async () => {
    publish({ version: '1.1.0', signer: generateKeyPairSync('ed25519').privateKey })
    expect(await outcome(await createInstaller())).toBe('untrusted')
  })

  test('refuses a version that was changed after it was signed', async () => {
    publish({ version: '1.1.0' })
    for (const [path, file] of files) {
      if (path.endsWith('.yml')) files.set(path, Buffer.from(file.toString().replace('1.1.0', '1.1.1')))
    }
    expect(await outcome(await createInstaller())).toBe('untrusted')
  })

  test('refuses the file of another channel, however well it is signed', async () => {
    publish({ version: '1.1.0', signedAs: 'beta-linux.yml' })
    expect(await outcome(await createInstaller())).toBe('untrusted')
  })

  test('finds nothing where the signature is missing, or the server', async () => {
    publish({ version: '1.1.0', signer: null })
    const installer = await createInstaller()
    expect(await outcome(installer)).toBe('unreachable')
    files.clear()
    expect(await outcome(installer)).toBe('unreachable')
  })

  test('refuses an installer that is not the one that was signed for', async () => {
    publish({ version: '1.1.0', sent: 'something else' })
    const installer = await createInstaller()
    expect(await installer.check()).toBe('1.1.0')
    const failure = await installer.download(() => {}).catch(updateFailure)
    expect(failure).toBe('untrusted')
  })

  test('tells the server nothing by which it would know this installation again', async () => {
    publish({ version: '1.1.0', staging: 100 })
    const installer = await createInstaller()
    expect(await installer.check()).toBe('1.1.0')
    await installer.download(() => {})
    expect(requests.length).toBeGreaterThanOrEqual(3)
    expect([...new Set(requests.flatMap((headers) => Object.keys(headers)))].sort()).toEqual([
      'accept',
      'cache-control',
      'connection',
      'host',
      'user-agent'
    ])
    const id = await readFile(join(folder, '.updaterId'), 'utf8')
    expect(JSON.stringify(requests)).not.toContain(id)
  })

  test('stops fetching what is not wanted any more, and begins anew when it is', async () => {
    publish({ version: '1.1.0' })
    const installer = await createInstaller()
    await installer.check()
    stalls = true
    const fetching = installer.download(() => {})
    const failed = expect(fetching).rejects.toThrow('cancelled')
    await vi.waitFor(() => expect(requests.length).toBeGreaterThanOrEqual(3))
    installer.drop()
    await failed
    stalls = false
    await installer.check()
    await installer.download(() => {})
  })

  test('waits for its turn while a version is only for some', async () => {
    publish({ version: '1.1.0', staging: 0 })
    expect(await outcome(await createInstaller())).toBeNull()
    publish({ version: '1.1.0', staging: 100 })
    expect(await outcome(await createInstaller())).toBe('1.1.0')
  })
})
