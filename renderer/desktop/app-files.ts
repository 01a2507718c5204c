import type { FileDataRequests } from '../../protocol/file-data-port.ts'
import type { DesktopFiles, RegisteredSource } from '../../protocol/desktop-files.ts'
import type {
  FileAccess,
  FileSources,
  FileStore,
  PickedFile,
  SourceFile,
  StoredTransfer,
  StorePosition
} from '../../protocol/file-access.ts'
import { fail, type Failure } from '../../protocol/result.ts'
import { contentSource } from './content-source.ts'

/** Files in the desktop app: the main process reads and writes them. */
export function createAppFiles(desktop: DesktopFiles, port: FileDataRequests): FileAccess {
  return { sources: new AppSources(desktop, port), store: appStore(desktop, port) }
}

/** Files that the main process reads. Those that lie on no disk, as a picture that was copied, are read here. */
class AppSources implements FileSources {
  readonly #desktop: DesktopFiles
  readonly #port: FileDataRequests
  /** The token of each file that the main process knows. */
  readonly #tokens = new WeakMap<SourceFile, string>()

  constructor(desktop: DesktopFiles, port: FileDataRequests) {
    this.#desktop = desktop
    this.#port = port
  }

  async open(picked: readonly PickedFile[]): Promise<readonly SourceFile[]> {
    const registered = await this.#desktop.registerSources(picked.map(({ file }) => file))
    return picked.map(({ file, path }, index) => {
      const source = registered[index] ?? null
      return source === null ? contentSource(path, file) : this.#source(path, source)
    })
  }

  release(files: readonly SourceFile[]): void {
    void this.#desktop.releaseSources(this.#tokensOf(files))
  }

  keep(offer: Parameters<FileSources['keep']>[0]): void {
    const tokens = this.#tokensOf(offer.files)
    // A file that only the page has is gone with it.
    if (tokens.length < offer.files.length) return
    const files = offer.files.map(({ path }, index) => ({ path, token: tokens[index] ?? '' }))
    void this.#desktop.keepOffer({ ...offer, files })
  }

  drop(transfer: string): void {
    void this.#desktop.dropOffer(transfer)
  }

  async kept(from: string): ReturnType<FileSources['kept']> {
    const offers = await this.#desktop.listKeptOffers(from)
    return offers.map((offer) => ({
      ...offer,
      files: offer.files.map((file) => this.#source(file.path, file))
    }))
  }

  #tokensOf(files: readonly SourceFile[]): string[] {
    return files.flatMap((file) => this.#tokens.get(file) ?? [])
  }

  #source(path: string, { token, bytes, modifiedAt }: RegisteredSource): SourceFile {
    const source: SourceFile = {
      path,
      bytes,
      modifiedAt,
      read: (offset, length) =>
        this.#port.readSource({ token, offset, bytes: length }).catch(refused('source-gone')),
      digest: () => this.#desktop.digestSource(token).catch(refused('source-gone'))
    }
    this.#tokens.set(source, token)
    return source
  }
}

function appStore(desktop: DesktopFiles, port: FileDataRequests): FileStore {
  return {
    async begin(key, { name, folder, files, bytes }) {
      const begun = await desktop.beginDownload({ key, name, folder, files, bytes }).catch(refused('failed'))
      return begun.ok ? { ok: true, value: storedTransfer(desktop, port, key, begun.value) } : begun
    },
    has: (key) => desktop.hasDownload(key)
  }
}

function storedTransfer(
  desktop: DesktopFiles,
  port: FileDataRequests,
  key: string,
  position: StorePosition
): StoredTransfer {
  return {
    position,
    opens: true,
    openFile: (file) => desktop.openDownloadFile({ key, ...file }).catch(refused('failed')),
    write: (data) => port.writeDownload({ key, data }).catch(refused('failed')),
    finishFile: (sha256) => desktop.finishDownloadFile({ key, sha256 }).catch(refused('failed')),
    finish: () => desktop.finishDownload(key).catch(refused('failed')),
    discard: () => desktop.discardDownload(key),
    open: () => void desktop.openDownload(key),
    show: () => void desktop.showDownload(key)
  }
}

/** What becomes of a request that the main process refuses: what a peer says may not fit its schemas. */
function refused<Reason extends string>(reason: Reason): () => { ok: false; error: Failure<Reason> } {
  return () => fail(reason, 'The shell refuses')
}
