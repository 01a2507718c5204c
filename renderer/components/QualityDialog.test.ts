import { afterEach, expect, test, vi } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import type { QualityContent } from '../composables/use-quality-content.ts'
import QualityDialog from './QualityDialog.vue'
import { mountComponent } from './testing/mount-component.ts'

const CONTENT: QualityContent = {
  verdicts: [
    { way: 'From them:', grade: 'poor', text: 'Poor: Their connection loses packets' },
    { way: 'To them:', grade: 'good', text: 'Good' }
  ],
  facts: [{ label: 'Connection', value: 'Direct, over UDP' }],
  rows: [{ label: 'Sound', incoming: '40 kbit/s', outgoing: '–' }],
  plots: [
    {
      title: 'Packets lost',
      summary: 'Packets lost. From them: 12% now, 15% at most',
      series: [
        {
          name: 'From them',
          points: [
            { at: 0, value: 0.15 },
            { at: 2_000, value: 0.12 }
          ]
        },
        { name: 'To them', points: [] }
      ],
      from: 0,
      until: 4_000,
      least: 0.05,
      format: (value) => `${value * 100}%`,
      begin: '3 minutes ago',
      end: 'Now'
    }
  ]
}

const PEOPLE = [{ value: 'grace', label: 'Grace' }]
const dialog = () => document.querySelector('[role=dialog]')

let panel: ReturnType<typeof mountComponent>

afterEach(() => {
  panel.unmount()
  document.body.replaceChildren()
})

async function show(props = {}) {
  const all = { open: true, people: PEOPLE, person: 'grace', content: CONTENT, ...props }
  panel = mountComponent(QualityDialog, all)
  await settle()
}

test('the panel says how it is, in words and in a table', async () => {
  await show()
  expect(dialog()?.textContent).toContain('From them: Poor: Their connection loses packets')
  expect(dialog()?.querySelector('dl')?.textContent).toBe('ConnectionDirect, over UDP')
  const cells = [...(dialog()?.querySelectorAll('tbody tr > *') ?? [])]
  expect(cells.map((cell) => cell.textContent)).toEqual(['Sound', '40 kbit/s', '–'])
})

test('a plot has a line for each way, and says the same in words', async () => {
  await show()
  const plot = dialog()?.querySelector('figure [role=img]')
  expect(plot?.getAttribute('aria-label')).toBe('Packets lost. From them: 12% now, 15% at most')
  expect([...(plot?.querySelectorAll('path') ?? [])].map((path) => path.getAttribute('d'))).toEqual([
    'M0 25L0 25L50 40',
    ''
  ])
  expect(plot?.textContent).toContain('20%')
})

test('the history is asked for by a button', async () => {
  const onExport = vi.fn()
  await show({ onExport })
  const button = [...(dialog()?.querySelectorAll('button') ?? [])].find(
    (each) => each.textContent.trim() === 'Export'
  )
  button?.click()
  expect(onExport).toHaveBeenCalledOnce()
})

test.each([
  [{ people: [] }, 'Nobody else is here yet.'],
  [{ content: null }, 'The first figures come in a moment.']
])('%j is said in words', async (props, text) => {
  await show(props)
  expect(dialog()?.textContent).toContain(text)
  expect(dialog()?.querySelector('table')).toBeNull()
})
