import type { Transfer } from '../../call/files/transfer.ts'
import { settle } from '../../call/testing/settle.ts'
import { exampleTransfer } from '../../components/testing/example-transfer.ts'
import { useFilesStore } from '../../stores/files.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const PATH = '/r/modi-kafu-ruse'
const lin = { id: 'lin', name: 'Lin 林小雨' }

/** One of each kind that a list can hold. */
function everyKind(): Transfer[] {
  const running = { status: 'running' } as const
  const failed = { status: 'failed', by: 'other' } as const
  return [
    exampleTransfer({ name: 'Minutes of the meeting, second and last version (final).docx', bytes: 83_400 }),
    exampleTransfer({ name: 'setup.exe', bytes: 94_371_840, executable: true, peer: lin }),
    exampleTransfer({
      name: 'recording.mp4',
      bytes: 1_288_490_188,
      done: 430e6,
      rate: 11.4e6,
      state: running
    }),
    exampleTransfer({
      direction: 'out',
      peer: lin,
      name: '度假照片',
      folder: true,
      files: 214,
      bytes: 2.4e9,
      done: 1.1e9,
      state: { status: 'paused', by: 'other' }
    }),
    exampleTransfer({ direction: 'out', name: 'slides.key', bytes: 48e6 }),
    exampleTransfer({
      direction: 'out',
      peer: lin,
      name: 'a.csv',
      files: 5,
      done: 2e6,
      state: { status: 'waiting' }
    }),
    exampleTransfer({
      name: 'budget.xlsx',
      bytes: 61_000,
      done: 61_000,
      state: { status: 'done' },
      stored: true
    }),
    exampleTransfer({ name: 'backup.tar', bytes: 64e9, state: { ...failed, reason: 'disk-full' } }),
    exampleTransfer({ direction: 'out', name: 'draft.txt', state: { ...failed, reason: 'source-changed' } }),
    exampleTransfer({ direction: 'out', name: 'logo.svg', state: { status: 'declined' } })
  ]
}

/** A meeting of three in which files are on their way. */
function files(transfers: () => Transfer[], then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    act: async (stage) => {
      await stage.press(stage.texts.lobby.join)
      await stage.app.invite('Grace Hopper')
      await stage.app.invite('Lin 林小雨')
      stage.app.clock.advance(5_000)
      useFilesStore().transfers = transfers()
      await settle()
      await then?.(stage)
    }
  }
}

/** A text room of three, none of whom has anything on. */
function textRoom(transfers: () => Transfer[], then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: `${PATH}?text=1`,
    act: async (stage) => {
      const { app, press, texts } = stage
      await press(texts.lobby.join)
      for (const name of ['Grace Hopper', 'Lin 林小雨']) {
        const other = await app.invite(name, { devices: false })
        other.write('Hello, everybody!')
      }
      app.clock.advance(5_000)
      useFilesStore().transfers = transfers()
      await settle()
      await then?.(stage)
    }
  }
}

const openPanel = ({ press, texts }: Stage) => press(texts.files.title)

/** Files on their way, and meetings that are chat and files alone. */
export const FILES_STATES: Readonly<Record<string, GalleryState>> = {
  'files-empty': files(() => [], openPanel),
  'files-list': files(everyKind, openPanel),
  'files-offers': files(() => everyKind().slice(0, 2)),
  'files-alone': {
    path: PATH,
    act: async (stage) => {
      await stage.press(stage.texts.lobby.join)
      await openPanel(stage)
    }
  },
  'files-drop': files(
    () => [],
    async () => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'x.txt'))
      window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data }))
      await settle()
    }
  ),
  'home-text-room': { path: '/', act: ({ press, texts }) => press(texts.home.options) },
  'lobby-text-room': { path: `${PATH}?text=1` },
  'text-room': textRoom(everyKind),
  'text-room-alone': { path: `${PATH}?text=1`, act: ({ press, texts }) => press(texts.lobby.join) },
  'text-room-stage': textRoom(everyKind, async ({ press, texts }) => {
    await press(texts.devices.cameraOn)
    await settle()
  })
}
