import { generateKeyPairSync, verify } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signedMessage } from '../../protocol/update-source.ts'
import { SetupError } from '../scripts/project.ts'
import { readUpdateSource } from './read-update-source.ts'
import { signUpdates } from './sign-updates.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-sign-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('the file of every channel gets a signature that says which file it is for', async () => {
  const names = ['beta-mac.yml', 'latest-linux-arm64.yml', 'latest.yml']
  for (const name of [...names, 'builder-debug.yml']) await writeFile(join(folder, name), 'version: 1.1.0\n')
  expect(await signUpdates(folder, pem)).toEqual(names)
  expect((await readdir(folder)).filter((name) => name.endsWith('.sig'))).toHaveLength(3)
  const signature = Buffer.from(await readFile(join(folder, 'latest.yml.sig'), 'utf8'), 'base64')
  const isFor = (name: string) =>
    verify(null, Buffer.from(signedMessage(name, 'version: 1.1.0\n')), publicKey, signature)
  expect([isFor('latest.yml'), isFor('beta.yml')]).toEqual([true, false])
})

test('another kind of key is refused, and not told', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const other = rsa.export({ format: 'pem', type: 'pkcs8' }).toString()
  await expect(signUpdates(folder, other)).rejects.toThrow(SetupError)
  await expect(signUpdates(folder, 'secret')).rejects.not.toThrow(/secret/)
})

test('an app is made with an address and a key, or with neither', () => {
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const url = 'https://updates.example.org/parley'
  const read = (PARLEY_UPDATE_URL?: string, PARLEY_UPDATE_PUBLIC_KEY?: string) =>
    readUpdateSource({ PARLEY_UPDATE_URL, PARLEY_UPDATE_PUBLIC_KEY })
  expect(read()).toBeNull()
  expect(read(url, key)).toEqual({ url, publicKey: key })
  for (const wrong of [
    () => read(url),
    () => read(undefined, key),
    () => read(url, 'AAAA'),
    () => read('http://updates.example.org/', key)
  ]) {
    expect(wrong).toThrow(SetupError)
  }
})
