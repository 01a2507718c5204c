import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const script = readFileSync(new URL('./windows/installer.nsh', import.meta.url), 'utf8')

/** What a macro of the script does, without what it does only when there is no update. */
function linesOf(macro: string): { always: string[]; finally: string[] } {
  const body = new RegExp(`!macro ${macro}\\n([^!]*)!macroend`).exec(script)?.[1] ?? ''
  const [always = '', rest = ''] = body.split(/\$\{ifNot\} \$\{isUpdated\}\n/)
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  return { always: lines(always), finally: lines(rest.replace(/\$\{endIf\}[^]*/, '')) }
}

test('uninstalling takes away what opens links, and the start at login unless a newer version follows', () => {
  const { always, finally: last } = linesOf('customUnInstall')
  expect(always).toContain('DeleteRegKey SHELL_CONTEXT "Software\\Classes\\parley"')
  expect(always.join()).not.toContain('CurrentVersion')
  // Electron writes the value by the name that `login-item.ts` gives it, which is the app's id.
  for (const key of ['Run', 'Explorer\\StartupApproved\\Run']) {
    expect(last).toContain(
      `DeleteRegValue HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\${key}" "\${APP_ID}"`
    )
  }
})
