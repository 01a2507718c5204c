import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { SourceFile } from '../../../protocol/file-access.ts'
import { succeed } from '../../../protocol/result.ts'

/** A small file that is held in memory. */
export function memorySource(path: string, data: Uint8Array<ArrayBuffer>): SourceFile {
  return {
    path,
    bytes: data.byteLength,
    modifiedAt: null,
    read: (offset, length) => Promise.resolve(succeed(data.subarray(offset, offset + length))),
    digest: () => Promise.resolve(succeed(bytesToHex(sha256(data))))
  }
}
