import { fail, succeed } from '../../../protocol/result.ts'
import type { ScreenSource } from '../../../protocol/desktop.ts'
import { settle } from '../../call/testing/settle.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'
import { paintScreen } from '../painted-media.ts'

const PATH = '/r/modi-kafu-ruse'

const SOURCES: readonly (readonly [name: string, kind: ScreenSource['kind']])[] = [
  ['Screen 1', 'screen'],
  ['Screen 2', 'screen'],
  ['Quarterly figures.ods — LibreOffice Calc', 'window'],
  ['议程 - 记事本', 'window'],
  ['parley — main.ts — a rather long title of an editor that has many things to say', 'window'],
  ['Terminal', 'window'],
  ['', 'window']
]

function offerSources(app: FakeApp): void {
  app.desktop.sources = succeed(
    SOURCES.map(([name, kind], number) => ({
      id: `${kind}:${number}:0`,
      kind,
      name,
      // A window that is minimised has no picture.
      thumbnail: number === 5 ? null : paintScreen(number),
      icon: null
    }))
  )
}

/** Joins, with some others. */
async function meet({ app, press, texts }: Stage, people: number): Promise<void> {
  await press(texts.lobby.join)
  for (const name of ['Lin 林小雨', 'Grace Hopper', 'Omar', '陈思远'].slice(0, people - 1))
    await app.invite(name)
  await settle()
}

/** Others' shares begin, and what was said of them has been read. */
async function others(app: FakeApp, ...sharing: number[]): Promise<void> {
  for (const number of sharing) {
    await app.others[number]?.media.screen.start('sharp', { audio: false })
    await settle()
  }
  await rest(app)
}

/** What was said in passing has gone, and the controls are seen. */
async function rest(app: FakeApp): Promise<void> {
  app.clock.advance(5_000)
  await settle()
  window.dispatchEvent(new PointerEvent('pointermove', { screenX: 1, screenY: 1 }))
  await settle()
}

function picker(prepare: (app: FakeApp) => void, then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    prepare: (app) => {
      offerSources(app)
      prepare(app)
    },
    act: async (stage) => {
      await meet(stage, 3)
      await stage.press(stage.texts.share.start)
      await then?.(stage)
    }
  }
}

/** We share a window with two others. */
function sharing(then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    prepare: offerSources,
    act: async (stage) => {
      await meet(stage, 3)
      await stage.press(stage.texts.share.start)
      await stage.press(SOURCES[2]?.[0] ?? '')
      await stage.press(stage.texts.share.share)
      await rest(stage.app)
      await then?.(stage)
    }
  }
}

/** We look at what others share. */
function viewing(people: number, sharers: number[], then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    act: async (stage) => {
      await meet(stage, people)
      await others(stage.app, ...sharers)
      await then?.(stage)
    }
  }
}

async function pointAt(app: FakeApp): Promise<void> {
  const [lin, grace] = app.others
  if (lin === undefined || grace === undefined) return
  lin.call.point(lin.id, { x: 0.31, y: 0.42 })
  grace.call.point(lin.id, { x: 0.62, y: 0.7 })
  await settle()
}

/** What presenters and viewers see of a shared screen. */
export const SHARING_STATES: Readonly<Record<string, GalleryState>> = {
  'share-picker': picker(() => {}),
  'share-picker-search': picker(
    () => {},
    ({ type, texts }) => type(texts.share.search, 'libre')
  ),
  'share-picker-nothing': picker(
    () => {},
    ({ type, texts }) => type(texts.share.search, 'nothing like this')
  ),
  'share-picker-listing': picker(({ desktop }) => {
    desktop.listScreenSources = () => new Promise(() => {})
  }),
  'share-picker-no-sound': picker(({ desktop }) => {
    desktop.capture = { picker: 'app', audio: false }
  }),
  'share-picker-denied': picker(({ desktop }) => {
    desktop.sources = fail('denied', 'So in this state')
  }),
  'share-failed': picker(
    ({ devices }) => {
      devices.displayFailure = new DOMException('So in this state', 'NotReadableError')
    },
    ({ press, texts }) => press(texts.share.share)
  ),
  'share-own': sharing(),
  'share-own-paused': sharing(({ press, texts }) => press(texts.share.pause)),
  'share-own-large': sharing(({ press, texts }) => press(texts.share.preview)),
  'share-own-gone': sharing(async ({ app }) => {
    app.devices.captured.at(-1)?.[0]?.end()
    await settle()
  }),
  'share-viewed': viewing(4, [0]),
  'share-viewed-2': viewing(2, [0]),
  'share-viewed-two': viewing(5, [1, 2]),
  'share-viewed-paused': viewing(3, [0], async ({ app }) => {
    app.others[0]?.media.screen.pause()
    await settle()
  }),
  'share-viewed-grid': viewing(3, [0], async () => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true }))
    await settle()
  }),
  'share-viewed-zoomed': viewing(3, [0], async ({ press, texts }) => {
    for (let step = 0; step < 4; step += 1) await press(texts.share.zoomIn)
  }),
  'share-viewed-pointers': viewing(4, [0], ({ app }) => pointAt(app)),
  'share-viewed-popped-out': viewing(3, [0], ({ press, texts }) => press(texts.share.popOut))
}
