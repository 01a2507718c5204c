import { utf8Length } from './text-length.ts'

/** Longest name that is made, in UTF-8 bytes: file systems take 255, and an ending has to fit behind it. */
const NAME_BYTES = 220

/** Longest file extension that is kept when a name is cut, in UTF-8 bytes. */
const EXTENSION_BYTES = 24

/** Controls and invisible formatting, direction changes among it, but not the two joiners of Persian and emoji. */
const INVISIBLE = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** What means something in a path, or may not be in a name on Windows (learn.microsoft.com, "Naming Files"). */
const FORBIDDEN = /[\\/:*?"<>|]/g

/** Names of devices on Windows, whatever extension they have, with the superscripts that it takes for digits. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/i

/**
 * Makes a name from anywhere into one that is safe to show and to store on every system: one component of a path, with
 * nothing invisible in it, that names no device, no folder above, and nothing hidden.
 */
export function safeFileName(name: string): string {
  return safeComponent(name).replace(/^\.+/, '_')
}

/**
 * Makes a path from anywhere into safe components, at least one. Below the first one files may be hidden, since that is
 * how their folder was.
 *
 * @param path with `/` between folders
 * @param depth how many components there may be; what lies deeper comes into the last folder that there may be
 */
export function safeFilePath(path: string, depth: number): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const name = parts.pop() ?? ''
  const folders = parts.slice(0, depth - 1)
  return [...folders, name].map((part, index) => (index === 0 ? safeFileName(part) : safeComponent(part)))
}

/** Another name for the same file, for where there is one of that name: `Notes (2).txt`. */
export function numberedName(name: string, number: number): string {
  if (number < 2) return name
  const { stem, extension } = splitName(name)
  return `${stem} (${number})${extension}`
}

function safeComponent(name: string): string {
  const visible = name.normalize('NFC').replace(INVISIBLE, '').replace(FORBIDDEN, '_')
  // Windows leaves out dots and spaces at the end, so that two names would be one.
  const trimmed = trim(visible)
  const cut = trim(shorten(trimmed))
  if (cut === '') return trimmed === '' && name.includes('.') ? '_' : 'file'
  return DEVICE.test(cut) ? `_${cut}` : cut
}

function trim(name: string): string {
  return name.replace(/^\s+|[\s.]+$/gu, '')
}

function shorten(name: string): string {
  if (utf8Length(name) <= NAME_BYTES) return name
  const { stem, extension } = splitName(name)
  let room = NAME_BYTES - utf8Length(extension)
  let kept = ''
  for (const character of stem) {
    room -= utf8Length(character)
    if (room < 0) break
    kept += character
  }
  return kept + extension
}

function splitName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.')
  const extension = dot <= 0 ? '' : name.slice(dot)
  if (utf8Length(extension) > EXTENSION_BYTES) return { stem: name, extension: '' }
  return { stem: name.slice(0, name.length - extension.length), extension }
}
