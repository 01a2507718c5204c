import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from 'eslint'

/** A key in the code, whether it is translated at once or stored: `'meeting.joined'`. */
const KEY = /['"`](\w+(?:\.\w+)+)['"`]/g

/** A node of a JSON file, as `jsonc-eslint-parser` gives it. */
interface JsonNode {
  type: string
  key?: { value?: string; name?: string }
  value?: JsonNode
  parent?: JsonNode | null
}

/**
 * Finds texts whose key stands nowhere in the code below a folder. The plugin's own rule would look for the
 * configuration of our linter in the project's root, where it isn't.
 */
export const noUnusedTexts: Rule.RuleModule = {
  meta: { type: 'problem', schema: [{ type: 'string' }] },
  create(context) {
    const used = usedKeys(context.options[0] as string)
    return {
      JSONProperty(node: unknown) {
        const property = node as JsonNode
        if (property.value?.type !== 'JSONLiteral') return
        const key = path(property).join('.')
        if (!used.has(key))
          context.report({ node: node as Rule.Node, message: `Nothing uses the text "${key}"` })
      }
    }
  }
}

const cache = new Map<string, ReadonlySet<string>>()

function usedKeys(folder: string): ReadonlySet<string> {
  const known = cache.get(folder)
  if (known !== undefined) return known
  const keys = new Set<string>()
  for (const file of globSync('**/*.{ts,vue}', { cwd: folder })) {
    if (file.endsWith('.test.ts')) continue
    for (const [, key = ''] of readFileSync(join(folder, file), 'utf8').matchAll(KEY)) keys.add(key)
  }
  cache.set(folder, keys)
  return keys
}

function path(node: JsonNode | null | undefined): string[] {
  if (node === undefined || node === null) return []
  const own = node.type === 'JSONProperty' ? [node.key?.value ?? node.key?.name ?? ''] : []
  return [...path(node.parent), ...own]
}
