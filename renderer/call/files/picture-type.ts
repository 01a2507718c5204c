import type { IMAGE_TYPES } from '../../../protocol/chat.ts'

export type PictureType = (typeof IMAGE_TYPES)[number]

/**
 * What kind of picture something is, by its first bytes, whatever its sender says (WHATWG MIME Sniffing section 6.1).
 *
 * @returns null for what is none that is shown
 */
export function pictureType(data: Uint8Array): PictureType | null {
  const text = String.fromCharCode(...data.subarray(0, 16))
  if (text.startsWith('\x89PNG\r\n\x1A\n')) return 'image/png'
  if (text.startsWith('\xFF\xD8\xFF')) return 'image/jpeg'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif'
  if (text.startsWith('RIFF') && text.startsWith('WEBPVP', 8)) return 'image/webp'
  return null
}
