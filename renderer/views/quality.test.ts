import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SAMPLE_PERIOD } from '../call/stats/quality-watch.ts'
import { FakeStats, type FakeConditions } from '../call/testing/fake-stats.ts'
import { settle } from '../call/testing/settle.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const LOSSY: FakeConditions = {
  incoming: { microphone: { loss: 0.05 }, camera: { framesPerSecond: 24, loss: 0.05 } },
  outgoing: { camera: {} }
}

let app: FakeApp
let page: OpenApp
let fake: FakeStats

beforeEach(async () => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at('/r/modi-kafu-ruse', app)
  await page.click('Join now')
  await app.invite('Grace')
  await settle()
  fake = new FakeStats(app.connections[0]!.getTransceivers().map(({ mid }) => mid))
})

afterEach(async () => {
  page.close()
  await app.close()
})

async function measure(samples: number, conditions: FakeConditions): Promise<void> {
  for (let sample = 0; sample < samples; sample += 1) {
    app.connections[0]!.stats = fake.pass(SAMPLE_PERIOD, conditions)
    app.clock.advance(SAMPLE_PERIOD)
    await settle()
  }
}

async function press(key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await settle()
}

const panel = () =>
  [...document.querySelectorAll('[role=dialog]')].find((each) =>
    each.textContent.includes('How picture and sound travel')
  )
const signs = () =>
  [...document.querySelectorAll('[data-quality]')].map((sign) => sign.getAttribute('aria-label'))

describe('connection quality', () => {
  test('is said at the tile once it is not good, and leads to the panel', async () => {
    await measure(2, { incoming: { microphone: {} } })
    expect(signs()).toEqual([])
    await measure(3, LOSSY)
    expect(signs()).toEqual(['Fair: Their connection loses packets'])
    await page.click('Fair: Their connection loses packets')
    expect(panel()?.textContent).toContain('From them: Fair: Their connection loses packets')
    expect(panel()?.textContent).toContain('Direct, over UDP')
  })

  test('is kept up while the panel is open', async () => {
    await press('q')
    expect(panel()?.textContent).toContain('The first figures come in a moment.')
    await measure(3, LOSSY)
    const rows = [...(panel()?.querySelectorAll('tr') ?? [])].map((row) => row.textContent)
    expect(rows).toContain('Pictures per second2430')
    expect(rows).toContain('Packets lost5%0%')
    await page.click('Close')
    expect(panel()).toBeUndefined()
  })

  test('opens for somebody in the menu of their tile', async () => {
    await page.click('Options for Grace')
    await page.click('Connection quality')
    expect(panel()?.textContent).toContain('Grace')
  })

  test('can be saved', async () => {
    const given: Blob[] = []
    const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      given.push(blob as Blob)
      return 'blob:made-up'
    })
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    await measure(2, LOSSY)
    await press('q')
    await page.click('Export')
    expect(click).toHaveBeenCalledOnce()
    const written = JSON.parse((await given[0]?.text()) ?? '') as { peers: { samples: unknown[] }[] }
    expect(written.peers[0]?.samples).toHaveLength(2)
    create.mockRestore()
    click.mockRestore()
  })
})
