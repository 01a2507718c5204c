import { describe, expect, test } from 'vitest'
import { debArchitecture, debControl, debVersion } from './deb-control.ts'

describe('the control file of the Debian package', () => {
  test('has a line for each field, and the description indented', () => {
    const control = debControl({
      version: '1.2.0-beta.1',
      arch: 'x64',
      bytes: 2049,
      maintainer: 'Somebody <somebody@example.org>',
      depends: [['libnss3'], ['libgtk-3-0t64', 'libgtk-3-0']]
    })
    const lines = control.split('\n')
    expect(lines).toContain('Version: 1.2.0~beta.1')
    expect(lines).toContain('Architecture: amd64')
    expect(lines).toContain('Installed-Size: 3')
    expect(lines).toContain('Depends: libc6, libnss3, libgtk-3-0t64 | libgtk-3-0')
    expect(control.endsWith('\n')).toBe(true)
    expect(lines.slice(0, -1).every((line) => /^(?:[A-Z][A-Za-z-]*: | )\S/.test(line))).toBe(true)
  })

  test('orders versions before a release as dpkg does, and leaves releases alone', () => {
    expect([debVersion('1.2.0'), debVersion('1.2.0-beta.1')]).toEqual(['1.2.0', '1.2.0~beta.1'])
  })

  test('refuses a processor without an Electron', () => {
    expect(debArchitecture('arm64')).toBe('arm64')
    expect(() => debArchitecture('ia32')).toThrow(RangeError)
  })
})
