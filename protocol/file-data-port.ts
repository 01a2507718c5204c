import * as v from 'valibot'
import type { SourceFailure, StoreFailure } from './file-access.ts'
import type { Result } from './result.ts'
import { bytesSchema, FILE_CHUNK, keySchema, tokenSchema } from './desktop-files.ts'

/**
 * What is asked of the main process with what is in files. It goes over a port of its own: each crossing of the context
 * bridge copies, and a port leads from the page to the main process without one.
 */
export interface FileDataRequests {
  readSource(argument: {
    token: string
    offset: number
    bytes: number
  }): Promise<Result<Uint8Array<ArrayBuffer>, SourceFailure>>
  writeDownload(argument: { key: string; data: Uint8Array<ArrayBuffer> }): Promise<Result<null, StoreFailure>>
}

/** The channel by which the port reaches the main process, and the message by which it reaches the page. */
export const FILE_DATA_PORT = 'files:data-port'

const idSchema = v.pipe(v.number(), v.safeInteger())

/** One request: its answer has the same id. */
export const fileDataRequestSchema = v.variant('name', [
  v.object({
    id: idSchema,
    name: v.literal('readSource'),
    argument: v.object({
      token: tokenSchema,
      offset: bytesSchema,
      bytes: v.pipe(bytesSchema, v.maxValue(FILE_CHUNK))
    })
  }),
  v.object({
    id: idSchema,
    name: v.literal('writeDownload'),
    argument: v.object({
      key: keySchema,
      data: v.pipe(
        v.custom<Uint8Array<ArrayBuffer>>((data) => data instanceof Uint8Array),
        v.check((data) => data.byteLength <= FILE_CHUNK)
      )
    })
  })
])
export type FileDataRequest = v.InferOutput<typeof fileDataRequestSchema>

/** What came of a request; without a result where it was refused, or failed. */
export interface FileDataAnswer {
  id: number
  result?: Awaited<ReturnType<FileDataRequests[keyof FileDataRequests]>>
}
