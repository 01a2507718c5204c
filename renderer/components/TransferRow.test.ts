import type { VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { TRANSFER_FAILURES } from '../../protocol/transfer.ts'
import type { Transfer } from '../call/files/transfer.ts'
import { exampleTransfer } from './testing/example-transfer.ts'
import { mountComponent } from './testing/mount-component.ts'
import TransferRow from './TransferRow.vue'

let row: VueWrapper

afterEach(() => row.unmount())

function show(change: Partial<Transfer>): { buttons: string[]; text: string } {
  row = mountComponent(TransferRow, { transfer: exampleTransfer(change) })
  const buttons = row.findAll('button').map((button) => button.attributes('aria-label') ?? '')
  return { buttons, text: row.text() }
}

describe('what can be done', () => {
  test.each<[string, Partial<Transfer>, string[]]>([
    ['an offer of somebody else', {}, ['Accept report.pdf', 'Decline report.pdf']],
    ['an own offer', { direction: 'out' }, ['Cancel report.pdf']],
    ['one that runs', { state: { status: 'running' } }, ['Pause report.pdf', 'Cancel report.pdf']],
    [
      'one that we paused',
      { state: { status: 'paused', by: 'self' } },
      ['Resume report.pdf', 'Cancel report.pdf']
    ],
    [
      'one that the other paused',
      { state: { status: 'paused', by: 'other' } },
      ['Pause report.pdf', 'Cancel report.pdf']
    ],
    [
      'one that is here',
      { state: { status: 'done' }, stored: true },
      ['Open report.pdf', 'Show report.pdf in its folder', 'Remove report.pdf from the list']
    ],
    [
      'a program that is here, which is never opened',
      { state: { status: 'done' }, stored: true, executable: true },
      ['Show report.pdf in its folder', 'Remove report.pdf from the list']
    ],
    ['one in a browser', { state: { status: 'done' } }, ['Remove report.pdf from the list']],
    [
      'one that was sent',
      { direction: 'out', state: { status: 'done' } },
      ['Remove report.pdf from the list']
    ]
  ])('with %s', (_name, change, buttons) => {
    expect(show(change).buttons).toEqual(buttons)
  })
})

describe('how it stands', () => {
  test('is told in words, and to those who hear them', () => {
    const { text } = show({ state: { status: 'running' }, done: 1_000_000, rate: 200_000 })
    expect(text).toContain('1 MB of 4 MB · 200 kB/s · 15 seconds left')
    const bar = row.get('[role=progressbar]')
    expect(bar.attributes('aria-valuenow')).toBe('25')
    expect(bar.attributes('aria-label')).toBe('report.pdf')
  })

  test('a program is marked before it is taken', () => {
    expect(show({ name: 'setup.exe', executable: true }).text).toContain('can run as a program')
  })

  test.each(TRANSFER_FAILURES.flatMap((reason) => [[reason, 'in'] as const, [reason, 'out'] as const]))(
    'a failure by %s (%s) says what happened, in words and without gaps',
    (reason, direction) => {
      const { text } = show({ direction, state: { status: 'failed', reason, by: 'other' } })
      expect(text).not.toMatch(/[{}]|files\./)
      expect(row.find('[data-failed]').exists()).toBe(reason !== 'cancelled')
    }
  )
})
