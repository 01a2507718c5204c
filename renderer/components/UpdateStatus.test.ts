import { describe, expect, test } from 'vitest'
import type { UpdateState } from '../../protocol/updates.ts'
import { mountComponent } from './testing/mount-component.ts'
import UpdateStatus from './UpdateStatus.vue'

function show(state: UpdateState, inMeeting = false) {
  return mountComponent(UpdateStatus, { state, inMeeting })
}

describe('the state of updates', () => {
  test('is not shown where there are none', () => {
    expect(show({ status: 'unsupported' }).text()).toBe('')
  })

  test.each<[UpdateState, RegExp, string[]]>([
    [{ status: 'off' }, /off/, []],
    [{ status: 'idle' }, /by itself/, ['Check now']],
    [{ status: 'checking' }, /Looking/, []],
    [{ status: 'current', checkedAt: 0 }, /newest/, ['Check now']],
    [{ status: 'available', version: '2.0.0' }, /2\.0\.0.*package/, ['Check now']],
    [{ status: 'downloading', version: '2.0.0', progress: 0.419 }, /2\.0\.0.*41/, []],
    [{ status: 'ready', version: '2.0.0' }, /2\.0\.0.*quit/, ['Restart now']],
    [{ status: 'failed', reason: 'unreachable' }, /reached/, ['Check now']],
    [{ status: 'failed', reason: 'untrusted' }, /not install/, ['Check now']],
    [{ status: 'failed', reason: 'failed' }, /again/, ['Check now']]
  ])('is said in words: %o', (state, words, buttons) => {
    const shown = show(state)
    expect(shown.get('[role=status]').text()).toMatch(words)
    expect(shown.findAll('button').map((button) => button.text())).toEqual(buttons)
  })

  test('offers no restart in a meeting', () => {
    expect(show({ status: 'ready', version: '2.0.0' }, true).find('button').exists()).toBe(false)
  })

  test('passes on what the person wants', async () => {
    const wishes: string[] = []
    const handlers = { onCheck: () => wishes.push('check'), onRestart: () => wishes.push('restart') }
    for (const state of [{ status: 'idle' }, { status: 'ready', version: '2.0.0' }]) {
      const shown = mountComponent(UpdateStatus, { state, ...handlers })
      await shown.get('button').trigger('click')
    }
    expect(wishes).toEqual(['check', 'restart'])
  })
})
