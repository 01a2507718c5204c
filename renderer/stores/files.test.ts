import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pickedFile } from '../call/testing/fake-files.ts'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useChatStore } from './chat.ts'
import { useFilesStore } from './files.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore } from './notices.ts'
import { FakeApp } from './testing/fake-app.ts'

const PLACE = { room: 'test-room', server: 'http://127.0.0.1:4000' }
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

let app: FakeApp
let lin: FakeParticipant

async function settleAll(): Promise<void> {
  for (let round = 0; round < 30; round += 1) await settle()
}

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
  lin = await app.invite('Lin')
  useMeetingStore().enter(PLACE)
  await useMeetingStore().join()
  await settle()
})

afterEach(() => app.close())

test('files that are offered wait for an answer, and are there when they are taken', async () => {
  const files = useFilesStore()
  await lin.call.files.offer([pickedFile('a.txt', 'hello')], null)
  await lin.call.files.offer([pickedFile('b.txt', 'world')], null)
  await settle()
  expect(files.waiting).toBe(2)
  const [b, a] = files.transfers.map(({ id }) => id) as [string, string]
  files.accept(a)
  files.decline(b)
  await settleAll()
  expect(files.waiting).toBe(0)
  expect(app.files.text('a.txt')).toBe('hello')
  files.open(a)
  files.show(a)
  expect([app.files.opened.length, app.files.shown.length]).toEqual([1, 1])
  files.clear()
  expect(files.transfers).toEqual([])
})

test('files go to the others, rest, and go on', async () => {
  const files = useFilesStore()
  files.offer([pickedFile('a.txt', 'hello')], lin.id)
  await settle()
  const { id } = files.transfers[0] ?? { id: '' }
  files.pause(id)
  await lin.call.files.accept(lin.call.files.transfers[0]?.id ?? '')
  await settleAll()
  expect(files.transfers[0]?.state).toEqual({ status: 'paused', by: 'self' })
  files.resume(id)
  await settleAll()
  expect(lin.files.text('a.txt')).toBe('hello')
})

test('how a transfer ends is said while its list is closed, but not what one did oneself', async () => {
  const files = useFilesStore()
  const notices = useNoticesStore()
  const said = () => notices.notices.map(({ type }) => type)
  const offerOne = async (name: string) => {
    notices.clear()
    await lin.call.files.offer([pickedFile(name, 'hello')], null)
    await settle()
    return files.transfers[0]?.id ?? ''
  }
  files.accept(await offerOne('a.txt'))
  await settleAll()
  expect(notices.notices).toMatchObject([{ type: 'file-received', name: 'Lin', file: 'a.txt' }])
  files.decline(await offerOne('b.txt'))
  expect(said()).toEqual([])
  files.listShown = true
  files.accept(await offerOne('c.txt'))
  await settleAll()
  expect(said()).toEqual([])
  files.listShown = false
  files.offer([pickedFile('d.txt', 'hello')], lin.id)
  await settle()
  lin.call.files.decline(lin.call.files.transfers[0]?.id ?? '')
  await settle()
  expect(notices.notices).toMatchObject([{ type: 'file-declined', name: 'Lin', file: 'd.txt' }])
})

test('whoever leaves for good leaves nothing half done, and whose page is lost does', async () => {
  const files = useFilesStore()
  for (const leave of [() => useMeetingStore().suspend(), () => useMeetingStore().leave()]) {
    useMeetingStore().enter(PLACE)
    await useMeetingStore().join()
    await settle()
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    app.files.disk = () => held
    await lin.call.files.offer([pickedFile('a.txt', 'hello')], null)
    await settle()
    files.accept(files.transfers.find(({ state }) => state.status === 'offered')?.id ?? '')
    await settle()
    expect(app.files.stored.size).toBe(1)
    leave()
    release()
    await settleAll()
    expect(app.files.stored.size).toBe(leave.toString().includes('suspend') ? 1 : 0)
    app.files.stored.clear()
  }
})

test('a picture is a message of the chat, and is shown from memory until the meeting is over', async () => {
  const revoke = vi.spyOn(URL, 'revokeObjectURL')
  expect(await useChatStore().sendImage(new Blob([PNG]), 'cat.png', null)).toBeNull()
  await settleAll()
  const { image } = useChatStore().messages[0] ?? {}
  expect(image).toMatchObject({ name: 'cat.png', type: 'image/png', bytes: PNG.byteLength })
  expect(lin.call.chat.messages[0]?.image).toEqual(image)
  expect(lin.call.files.pictures.get(image?.transfer ?? '')?.data).toEqual(PNG)
  const url = useFilesStore().images.get(image?.transfer ?? '')
  expect(url).toMatch(/^blob:/)
  useMeetingStore().exit()
  expect(useFilesStore().images.size).toBe(0)
  expect(revoke).toHaveBeenCalledWith(url)
})

test('what is no picture, or too large, is said', async () => {
  const { sendImage } = useChatStore()
  expect(await sendImage(new Blob(['<svg onload="alert(1)">']), 'x.png', null)).toBe('no-picture')
  expect(await sendImage(new Blob([new Uint8Array(4 * 2 ** 20 + 1)]), 'x.png', null)).toBe('too-large')
  useMeetingStore().leave()
  expect(await sendImage(new Blob([PNG]), 'x.png', null)).toBe('not-joined')
})
