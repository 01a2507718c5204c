import { expect, test } from 'vitest'
import { isExecutableName } from './executable-names.ts'

test.each([
  'setup.exe',
  'Setup.EXE',
  'photo.jpg.scr',
  'a.desktop',
  'run.sh',
  'x.AppImage',
  'notes.docm',
  'a.exe '
])('%s may run something', (name) => expect(isExecutableName(name)).toBe(true))

test.each(['notes.txt', 'photo.jpg', 'exe', 'README', 'archive.zip', 'slides.pdf', ''])(
  '%s does not',
  (name) => expect(isExecutableName(name)).toBe(false)
)
