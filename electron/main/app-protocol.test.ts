import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

const { filePath } = await import('./app-protocol.ts')
const folder = join('/opt', 'parley', 'renderer')

describe('a path of the app', () => {
  test('is an asset, or the page', () => {
    expect(filePath(folder, '/assets/index-1234.js')).toBe(join(folder, 'assets', 'index-1234.js'))
    expect(filePath(folder, '/')).toBe(join(folder, 'index.html'))
    expect(filePath(folder, '/r/modi-kafu-ruse')).toBe(join(folder, 'index.html'))
  })

  test.each([
    ['/../secret.txt'],
    ['/%2e%2e/secret.txt'],
    ['/assets/..%2f..%2fsecret.txt'],
    ['/%'],
    ['/a%00.js']
  ])('%s leads nowhere', (pathname) => {
    expect(filePath(folder, pathname)).toBeNull()
  })
})
