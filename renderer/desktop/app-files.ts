import type { ContentRequests } from '../../protocol/content-port.ts'
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
export function createAppFiles(desktop: DesktopFiles, contents: ContentRequests): FileAccess {
  return { sources: new AppSources(desktop, contents), store: appStore(desktop, contents) }
}

/** Files that the main process reads. Those that lie on no disk, as a picture that was copied, are read here. */
class AppSources implements FileSources {
  readonly #desktop: DesktopFiles
  readonly #contents: ContentRequests
  /** The token of each file that the main process knows. */
  readonly #tokens = new WeakMap<SourceFile, string>()

  constructor(desktop: DesktopFiles, contents: ContentRequests) {
    this.#desktop = desktop
    this.#contents = contents
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
        this.#contents.readSource({ token, offset, bytes: length }).catch(refused('source-gone')),
      digest: () => this.#desktop.digestSource(token).catch(refused('source-gone'))
    }
    this.#tokens.set(source, token)
    return source
  }
}

function appStore(desktop: DesktopFiles, contents: ContentRequests): FileStore {
  return {
    async begin(key, { name, folder, files, bytes }) {
      const begun = await desktop.beginDownload({ key, name, folder, files, bytes }).catch(refused('failed'))
      return begun.ok ? { ok: true, value: storedTransfer(desktop, contents, key, begun.value) } : begun
    },
    has: (key) => desktop.hasDownload(key)
  }
}

function storedTransfer(
  desktop: DesktopFiles,
  contents: ContentRequests,
  key: string,
  position: StorePosition
): StoredTransfer {
  return {
    position,
    opens: true,
    openFile: (file) => desktop.openDownloadFile({ key, ...file }).catch(refused('failed')),
    write: (data) => contents.writeDownload({ key, data }).catch(refused('failed')),
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
