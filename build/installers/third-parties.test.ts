import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SetupError } from '../scripts/project.ts'
import { billOfMaterials } from './bill-of-materials.ts'
import { formatLicences, readThirdParties } from './third-parties.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-parties-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A package in node_modules that a side of the app is made of. */
function use(side: string, facts: { name: string; version: string; license?: string }, text?: string): void {
  const folder = join(root, 'node_modules', facts.name)
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(root, 'out/bundled'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(facts))
  if (text !== undefined) writeFileSync(join(folder, 'LICENSE.md'), text)
  writeFileSync(join(root, 'out/bundled', `${side}.json`), JSON.stringify([folder]))
}

test('what both sides are made of is told once, with the text of its licence', () => {
  use('main', { name: 'valibot', version: '1.5.0', license: 'MIT' }, 'Permission is hereby granted')
  use('renderer', { name: 'valibot', version: '1.5.0', license: 'MIT' }, 'Permission is hereby granted')
  use('preload', { name: '@scope/tiny', version: '2.0.0', license: 'ISC' })
  const parties = readThirdParties(root)
  expect(parties.map(({ name }) => name)).toEqual(['@scope/tiny', 'valibot'])
  const licences = formatLicences(parties)
  expect(licences).toContain('valibot 1.5.0 (MIT)\n\nPermission is hereby granted')
  expect(licences).toContain('@scope/tiny 2.0.0 (ISC)\n\nLicence: ISC')
})

test('what has no licence stops the build', () => {
  use('main', { name: 'odd', version: '1.0.0' })
  expect(() => readThirdParties(root)).toThrow(SetupError)
})

test('the bill of materials names each by its package URL', () => {
  const party = { name: '@scope/tiny', version: '2.0.0', license: 'ISC', text: '' }
  const bill = JSON.parse(
    billOfMaterials({ version: '1.0.0', electron: '45.0.0', parties: [party], date: 0 })
  ) as { bomFormat: string; components: { purl: string }[] }
  expect(bill.bomFormat).toBe('CycloneDX')
  expect(bill.components.map(({ purl }) => purl)).toEqual([
    'pkg:npm/electron@45.0.0',
    'pkg:npm/%40scope/tiny@2.0.0'
  ])
})
