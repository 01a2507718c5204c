import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Plugin } from 'vite'

/** The folder of the package that a module belongs to; undefined for our own modules and made-up ones. */
const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@]+)\//

/**
 * Notes down which packages a build is made of, so that their licences can be told.
 *
 * @param file that gets their folders, as a JSON array
 */
export function bundledPackages(file: string): Plugin {
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const folders = modules.flatMap(
        (id) => PACKAGE.exec(id.replaceAll('\\', '/').replace('\0', ''))?.[1] ?? []
      )
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify([...new Set(folders)].sort()))
    }
  }
}
