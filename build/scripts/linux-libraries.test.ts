import { expect, test } from 'vitest'
import { installCommand, missingLibraries, packagesOf, pickNames } from './linux-libraries.ts'

const LDD = `
	linux-vdso.so.1 (0x00007ffd0b5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1c5a000000)
	libnss3.so => not found
	libsmime3.so => not found
	libasound.so.2 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c57c00000)
`

test('reads the missing libraries out of what ldd says', () => {
  expect(missingLibraries(LDD)).toEqual(['libnss3.so', 'libsmime3.so', 'libasound.so.2'])
})

test('names each package once, by the name that the system knows', () => {
  const { packages } = packagesOf(missingLibraries(LDD))
  const debian12 = new Set(['libnss3', 'libasound2'])
  const ubuntu2404 = new Set(['libnss3', 'libasound2t64'])
  expect(pickNames(packages, (name) => debian12.has(name))).toEqual(['libasound2', 'libnss3'])
  expect(pickNames(packages, (name) => ubuntu2404.has(name))).toEqual(['libasound2t64', 'libnss3'])
})

test('falls back to the classic name where the system knows neither', () => {
  expect(pickNames([['libasound2t64', 'libasound2']], () => false)).toEqual(['libasound2'])
})

test('tells libraries apart whose package it does not know', () => {
  expect(packagesOf(['libnss3.so', 'libunheard.so.9']).unknown).toEqual(['libunheard.so.9'])
})

test('prints a command that can be copied as it is', () => {
  expect(installCommand(['libnss3', 'xvfb'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 xvfb'
  )
})
