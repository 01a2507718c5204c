import type { ThirdParty } from './third-parties.ts'

export interface BillFacts {
  version: string
  /** Of the Electron that is packed. */
  electron: string
  parties: readonly ThirdParty[]
  /** When the sources were changed last, Unix time in seconds. */
  date: number
}

/** What the app is made of, in CycloneDX 1.6 (ECMA-424): only what is in it, and not what it was built with. */
export function billOfMaterials({ version, electron, parties, date }: BillFacts): string {
  const components = [
    { type: 'framework', ...npmPackage({ name: 'electron', version: electron, license: 'MIT' }) },
    ...parties.map((party) => ({ type: 'library', ...npmPackage(party) }))
  ]
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(date * 1000).toISOString(),
      component: { type: 'application', ...npmPackage({ name: 'parley', version, license: 'MIT' }) }
    },
    components
  }
  return `${JSON.stringify(bill, null, 2)}\n`
}

function npmPackage({ name, version, license }: Pick<ThirdParty, 'name' | 'version' | 'license'>) {
  // Package URLs: the @ of a scope is escaped, the slash behind it isn't.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] }
}
