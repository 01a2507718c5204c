import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SIGNATURE_SUFFIX, signedMessage } from '../../protocol/update-source.ts'
import { SetupError } from '../scripts/project.ts'

/** The channels' files that electron-builder writes: a platform's, and Windows's without a name of its own. */
const CHANNEL_FILE = /^(?:latest|beta|alpha)(?:-[a-z0-9-]+)?\.yml$/

/**
 * Signs every channel's file in a folder, each into a file beside it.
 *
 * @param privateKey Ed25519, in PEM (PKCS #8)
 * @returns the names of the files that were signed
 * @throws SetupError when the key can't be used
 */
export async function signUpdates(folder: string, privateKey: string): Promise<string[]> {
  const key = readKey(privateKey)
  const names = (await readdir(folder)).filter((name) => CHANNEL_FILE.test(name)).sort()
  for (const name of names) {
    const content = await readFile(join(folder, name), 'utf8')
    const signature = sign(null, Buffer.from(signedMessage(name, content)), key).toString('base64')
    await writeFile(join(folder, name + SIGNATURE_SUFFIX), `${signature}\n`)
  }
  return names
}

function readKey(privateKey: string): KeyObject {
  try {
    const key = createPrivateKey(privateKey)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // What is wrong with a key isn't said: it would end up in logs.
  }
  throw new SetupError('the key is no Ed25519 private key in PEM')
}
