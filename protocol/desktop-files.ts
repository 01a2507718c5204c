import * as v from 'valibot'
import type {
  IncomingFile,
  PickedContent,
  SourceFailure,
  StoreFailure,
  StorePosition,
  StoreRequest
} from './file-access.ts'
import { nameSchema, peerIdSchema } from './identity.ts'
import type { Result } from './result.ts'
import type { Settings } from './settings.ts'
import { fileNameSchema, TRANSFER_LIMITS, transferIdSchema } from './transfer.ts'

/** Most bytes in one read or write. */
export const FILE_CHUNK = 2 ** 20

export const tokenSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
export const keySchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}\.[A-Za-z0-9_-]{1,40}$/))
export const bytesSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(TRANSFER_LIMITS.files - 1))
const pathSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(TRANSFER_LIMITS.pathBytes))

/** A file that the person picked, as the main process knows it: the page never learns where it lies. */
export interface RegisteredSource {
  /** Names the file. Unguessable. */
  token: string
  bytes: number
  /** Unix time in milliseconds. */
  modifiedAt: number
}

/** An offer that outlives the page. */
export const keptOfferSchema = v.object({
  transfer: transferIdSchema,
  from: peerIdSchema,
  to: v.object({ id: peerIdSchema, name: nameSchema }),
  name: fileNameSchema,
  folder: v.boolean(),
  files: v.pipe(
    v.array(v.object({ token: tokenSchema, path: pathSchema })),
    v.minLength(1),
    v.maxLength(TRANSFER_LIMITS.files)
  )
})
export type KeptOfferRecord = v.InferOutput<typeof keptOfferSchema>

/** A kept offer with what its files are. */
export type KeptOfferReply = Omit<KeptOfferRecord, 'files'> & {
  files: (RegisteredSource & { path: string })[]
}

/** What the app's shell does with files. A browser has none of it. */
export interface DesktopFiles {
  /** Has a port for what is in files posted to the window, as `FILE_DATA_PORT`. */
  openFileDataPort(): void
  /**
   * Makes files ready to be read from the disk, also after a restart. The page gives the file itself, never a path.
   *
   * @returns null for each that isn't a file on a disk
   */
  registerSources(files: readonly PickedContent[]): Promise<(RegisteredSource | null)[]>
  digestSource(token: string): Promise<Result<string, SourceFailure>>
  releaseSources(tokens: readonly string[]): Promise<void>
  keepOffer(offer: KeptOfferRecord): Promise<void>
  dropOffer(transfer: string): Promise<void>
  listKeptOffers(from: string): Promise<KeptOfferReply[]>
  beginDownload(argument: StoreRequest & { key: string }): Promise<Result<StorePosition, StoreFailure>>
  hasDownload(key: string): Promise<boolean>
  openDownloadFile(argument: IncomingFile & { key: string }): Promise<Result<number, StoreFailure>>
  finishDownloadFile(argument: { key: string; sha256: string }): Promise<Result<null, StoreFailure>>
  finishDownload(key: string): Promise<Result<null, StoreFailure>>
  discardDownload(key: string): Promise<void>
  /** Opens what was stored. What might run something is shown in its folder instead. */
  openDownload(key: string): Promise<void>
  showDownload(key: string): Promise<void>
  /** Lets the person choose where files go, and stores that. @returns all settings; null when they chose nothing */
  chooseDownloadFolder(): Promise<Settings | null>
}

/** The schema of each request's one argument. */
export const DESKTOP_FILE_ARGUMENTS = {
  /** From the preload script alone, which gets the paths from the files themselves. */
  registerSourcePaths: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(32_768))),
    v.maxLength(TRANSFER_LIMITS.files)
  ),
  digestSource: tokenSchema,
  releaseSources: v.pipe(v.array(tokenSchema), v.maxLength(TRANSFER_LIMITS.files)),
  keepOffer: keptOfferSchema,
  dropOffer: transferIdSchema,
  listKeptOffers: peerIdSchema,
  beginDownload: v.object({
    key: keySchema,
    name: fileNameSchema,
    folder: v.boolean(),
    files: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(TRANSFER_LIMITS.files)),
    bytes: bytesSchema
  }),
  hasDownload: keySchema,
  openDownloadFile: v.object({
    key: keySchema,
    file: indexSchema,
    path: pathSchema,
    bytes: bytesSchema,
    modifiedAt: v.nullable(v.pipe(v.number(), v.finite()))
  }),
  finishDownloadFile: v.object({ key: keySchema, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  finishDownload: keySchema,
  discardDownload: keySchema,
  openDownload: keySchema,
  showDownload: keySchema,
  chooseDownloadFolder: v.undefined()
} as const

/** The requests to the main process: the page's own, with paths in the place of files. */
export type DesktopFileRequests = Omit<DesktopFiles, 'openFileDataPort' | 'registerSources'> & {
  registerSourcePaths(paths: readonly string[]): Promise<(RegisteredSource | null)[]>
}

/** The IPC channel of each request. */
export const DESKTOP_FILE_REQUESTS = {
  registerSourcePaths: 'sources:register',
  digestSource: 'sources:digest',
  releaseSources: 'sources:release',
  keepOffer: 'offers:keep',
  dropOffer: 'offers:drop',
  listKeptOffers: 'offers:list',
  beginDownload: 'downloads:begin',
  hasDownload: 'downloads:has',
  openDownloadFile: 'downloads:open-file',
  finishDownloadFile: 'downloads:finish-file',
  finishDownload: 'downloads:finish',
  discardDownload: 'downloads:discard',
  openDownload: 'downloads:open',
  showDownload: 'downloads:show',
  chooseDownloadFolder: 'downloads:choose-folder'
} as const satisfies Record<keyof DesktopFileRequests, string>
