import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { PickedContent, SourceFailure, SourceFile } from '../../protocol/file-access.ts'
import { fail, succeed, type Result } from '../../protocol/result.ts'

/** How much is read at a time for the hash, in bytes. */
const READ = 2 ** 20

/** A file that the page itself reads. A browser refuses to read one that isn't what it was (File API section 4). */
export function contentSource(path: string, content: PickedContent): SourceFile {
  /** Of the first `hashed` bytes, as far as they were read in order. */
  const hash = sha256.create()
  let hashed = 0
  let digest: string | null = null

  const read = async (
    offset: number,
    length: number
  ): Promise<Result<Uint8Array<ArrayBuffer>, SourceFailure>> => {
    try {
      const data = new Uint8Array(await content.slice(offset, offset + length).arrayBuffer())
      if (digest === null && offset === hashed) {
        hash.update(data)
        hashed += data.byteLength
      }
      return succeed(data)
    } catch (error) {
      // A file that was changed, and one that was moved away, can't be told apart where it has no path.
      const reason = (error as Error).name === 'NotReadableError' ? 'source-changed' : 'source-gone'
      return fail(reason, 'The browser does not read the file')
    }
  }

  return {
    path,
    bytes: content.size,
    modifiedAt: content.lastModified,
    read,
    async digest() {
      while (digest === null && hashed < content.size) {
        const piece = await read(hashed, READ)
        if (!piece.ok) return piece
        if (piece.value.byteLength === 0) return fail('source-changed', 'The file is shorter')
      }
      digest ??= bytesToHex(hash.digest())
      return succeed(digest)
    }
  }
}
