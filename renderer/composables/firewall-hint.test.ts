import { expect, test } from 'vitest'
import { firewallHint } from './firewall-hint.ts'

test('each system has words of its own, and Linux has commands that name the port', () => {
  expect(firewallHint('win32', 7420)).toEqual({ system: 'windows', commands: [] })
  expect(firewallHint('darwin', 7420)).toEqual({ system: 'macos', commands: [] })
  expect(firewallHint('linux', 50_123)).toEqual({
    system: 'linux',
    commands: ['sudo ufw allow 50123/tcp', 'sudo firewall-cmd --add-port=50123/tcp']
  })
  expect(firewallHint('web', 7420)).toBeNull()
})
