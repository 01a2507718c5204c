import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberedName, safeFileName, safeFilePath } from './file-names.ts'
import { utf8Length } from './text-length.ts'

describe('a safe file name', () => {
  test.each([
    ['notes.txt', 'notes.txt'],
    ['Übersicht – März.pdf', 'Übersicht – März.pdf'],
    ['会议记录.docx', '会议记录.docx'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['C:\\Windows\\evil.dll', 'C__Windows_evil.dll'],
    ['..', '_'],
    ['.', '_'],
    ['', 'file'],
    ['   ', 'file'],
    ['.bashrc', '_bashrc'],
    ['name. . .', 'name'],
    ['aux', '_aux'],
    ['COM1.txt', '_COM1.txt'],
    ['com¹.tar.gz', '_com¹.tar.gz'],
    ['con .txt', '_con .txt'],
    ['console.txt', 'console.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\0b\nc\u2028d\u200Be', 'abcde'],
    ['\uD800lone', 'lone'],
    ['<script>"|?*', '_script_____'],
    ['👨‍👩‍👧.png', '👨‍👩‍👧.png'],
    ['file:stream', 'file_stream']
  ])('of %j is %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  test('of anything is one visible component that every system takes', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom('.', '/', '\\', ' ', 'CON', 'nul', ':', '\u202E', '\0', 'ü', '会', '.exe', '\uDC00')
        )
        .map((parts) => parts.join('')),
      fc.string({ minLength: 200, maxLength: 600, unit: 'grapheme' })
    )
    fc.assert(
      fc.property(nasty, (name) => {
        const safe = safeFileName(name)
        expect(safe).not.toBe('')
        expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u)
        expect(safe).not.toMatch(/^[.\s]|[.\s]$/)
        expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
        expect(utf8Length(safe)).toBeLessThanOrEqual(224)
        expect(safeFileName(safe)).toBe(safe)
      }),
      { numRuns: 2_000 }
    )
  })

  test('keeps its extension when it is cut', () => {
    expect(safeFileName(`${'会'.repeat(200)}.docx`)).toMatch(/^会+\.docx$/)
  })
})

test('a safe path never leads up, is never too deep, and keeps hidden files below its folder', () => {
  expect(safeFilePath('project/.git/config', 32)).toEqual(['project', '.git', 'config'])
  expect(safeFilePath('.project/a', 32)).toEqual(['_project', 'a'])
  expect(safeFilePath('/../a/./../b', 32)).toEqual(['_', 'a', '_', 'b'])
  expect(safeFilePath('', 32)).toEqual(['file'])
  expect(safeFilePath('a/b/c/d/e', 3)).toEqual(['a', 'b', 'e'])
  fc.assert(
    fc.property(fc.array(fc.constantFrom('..', '.', '', 'a', '...', ' ', '. .', '\u202E..')), (parts) => {
      for (const part of safeFilePath(parts.join('/'), 32)) expect(part).not.toMatch(/^\.*$/)
    })
  )
})

test('a name that is taken gets a number', () => {
  expect(numberedName('notes.txt', 1)).toBe('notes.txt')
  expect(numberedName('notes.txt', 2)).toBe('notes (2).txt')
  expect(numberedName('Photos', 3)).toBe('Photos (3)')
  expect(numberedName('.config', 2)).toBe('.config (2)')
})
