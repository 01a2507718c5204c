import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT, SetupError } from '../scripts/project.ts'

/** A package of somebody else that is part of the app. */
export interface ThirdParty {
  name: string
  version: string
  /** SPDX expression, as its package says it. */
  license: string
  /** The text that has to come along. */
  text: string
}

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i

/**
 * The packages that the built app is made of, by name.
 *
 * @throws SetupError when one has no licence: then nobody may pass it on
 */
export function readThirdParties(root: string = PROJECT): ThirdParty[] {
  const lists = globSync('out/bundled/*.json', { cwd: root }).map((file) => readList(join(root, file)))
  const parties = new Map<string, ThirdParty>()
  for (const folder of lists.flat()) {
    const party = readThirdParty(folder)
    parties.set(`${party.name}@${party.version}`, party)
  }
  if (parties.size === 0) throw new SetupError('the built app does not say what it is made of')
  return [...parties.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version)
  )
}

/** The text with all licences that the app shows. */
export function formatLicences(parties: readonly ThirdParty[]): string {
  const line = '-'.repeat(80)
  const parts = parties.map(
    ({ name, version, license, text }) => `${line}\n${name} ${version} (${license})\n\n${text.trim()}\n`
  )
  const head =
    'Parley is made with the work of others, under the licences below.\n' +
    'Electron and Chromium have theirs in LICENSE.electron.txt and LICENSES.chromium.html beside the app.\n'
  return `${head}\n${parts.join('\n')}`
}

function readList(file: string): string[] {
  return JSON.parse(readFileSync(file, 'utf8')) as string[]
}

function readThirdParty(folder: string): ThirdParty {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  if (license === undefined) throw new SetupError(`${name} ${version} has no licence`)
  const files = globSync('*', { cwd: folder })
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  return { name, version, license, text: text.trim() === '' ? `Licence: ${license}` : text }
}
