import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { StoredTransfer } from '../../../protocol/file-access.ts'
import { fail, succeed } from '../../../protocol/result.ts'

/**
 * Takes one small file into memory.
 *
 * @param bytes the most that is taken
 * @param onDone called with what has come, when its hash is right
 */
export function memoryTarget(
  bytes: number,
  onDone: (data: Uint8Array<ArrayBuffer>) => boolean
): StoredTransfer {
  let data = new Uint8Array(0)
  let length = 0
  return {
    position: { file: 0, offset: 0, done: 0 },
    opens: false,
    openFile(file) {
      if (file.bytes > bytes) return Promise.resolve(fail('too-large', 'It is more than was offered'))
      if (data.byteLength !== file.bytes) {
        data = new Uint8Array(file.bytes)
        length = 0
      }
      return Promise.resolve(succeed(length))
    },
    write(piece) {
      data.set(piece, length)
      length += piece.byteLength
      return Promise.resolve(succeed(null))
    },
    finishFile(hash) {
      const right = length === data.byteLength && bytesToHex(sha256(data)) === hash
      if (!right) length = 0
      return Promise.resolve(right ? succeed(null) : fail('damaged', 'The hash is another one'))
    },
    finish: () => Promise.resolve(onDone(data) ? succeed(null) : fail('damaged', 'It is no picture')),
    discard: () => Promise.resolve(),
    open: () => {},
    show: () => {}
  }
}
