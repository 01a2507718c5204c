import { setActivePinia } from 'pinia'
import { nextTick, watch } from 'vue'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { useChatStore } from './chat.ts'
import { useMediaStore } from './media.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore } from './notices.ts'
import { useServerStore } from './server.ts'
import { FAKE_FINGERPRINT, FAKE_TUNNEL } from '../desktop/testing/fake-desktop.ts'
import { FakeApp } from './testing/fake-app.ts'

const PLACE = { room: 'modi-kafu-ruse', server: 'https://meet.example' }

let app: FakeApp

beforeEach(async () => {
  app = await new FakeApp({ settings: { name: 'Ada' } }).start()
})

afterEach(() => app.close())

async function join() {
  const meeting = useMeetingStore()
  meeting.enter(PLACE)
  await settle()
  await meeting.join()
  await settle()
  return meeting
}

const notices = () =>
  useNoticesStore().notices.map((notice) => ({ ...notice, id: undefined, others: undefined }))

describe('the lobby', () => {
  test('has the devices on, and nobody knows', async () => {
    const meeting = useMeetingStore()
    meeting.enter(PLACE)
    await settle()
    expect(app.servers).toEqual(['https://meet.example'])
    expect(useMediaStore().camera.status).toBe('on')
    expect(meeting.state.status).toBe('idle')
    expect(app.room.clients.size).toBe(0)
  })

  test('is seen until the offers have gone', async () => {
    const meeting = useMeetingStore()
    const seen: string[] = []
    const stop = watch(
      () => (meeting.drawn ? `${meeting.state.status}, drawn` : meeting.state.status),
      (now) => seen.push(now),
      { flush: 'sync' }
    )
    await join()
    meeting.leave()
    stop()
    expect(seen).toEqual(['joining', 'joined', 'joined, drawn', 'left'])
  })

  test('of another meeting ends the one before', async () => {
    await join()
    useMeetingStore().enter({ ...PLACE, room: 'other-room' })
    await settle()
    expect(app.room.clients.size).toBe(0)
    expect(useMeetingStore().state.status).toBe('idle')
  })
})

describe('a page that is loaded anew', () => {
  /** The same page once more, with what it kept. */
  async function loadAnew() {
    const { room, storage } = app
    const again = new FakeApp({ settings: { name: 'Ada' }, storage, reloaded: true })
    Object.assign(again, { room })
    app = await again.start()
    return useMeetingStore()
  }

  /** What a crash takes with it, the fakes have to be told to let go. */
  function letGo(lost: FakeApp): void {
    Object.assign(lost.signaling as object, { entry: null })
    useMeetingStore(lost.pinia).exit()
    useNoticesStore(lost.pinia).clear()
    setActivePinia(app.pinia)
  }

  test('after a crash is back in its meeting by itself, as the same peer in the same role', async () => {
    await join()
    const grace = await app.invite('Grace')
    const before = useMeetingStore().self
    useChatStore().send({ text: 'before the crash', to: null, replyTo: null, mentions: [] })
    await settle()
    const lost = app
    app.signaling?.interrupt()
    const meeting = await loadAnew()
    meeting.enter(PLACE)
    await settle()
    expect(meeting.self).toMatchObject({ id: before?.id, role: 'host' })
    expect(meeting.participants).toMatchObject([{ name: 'Grace', connection: 'connected' }])
    expect(grace.call.participants).toMatchObject([{ name: 'Ada', connection: 'connected' }])
    expect(useChatStore().messages).toMatchObject([{ text: 'before the crash', own: true }])
    grace.close()
    letGo(lost)
  })

  test('after a crash has on what was on: whoever was muted is not heard', async () => {
    await join()
    await useMediaStore().setOn('microphone', false)
    await useMediaStore().setOn('camera', false)
    await settle()
    const lost = app
    app.signaling?.interrupt()
    const meeting = await loadAnew()
    meeting.enter(PLACE)
    await settle()
    expect(meeting.self).not.toBeNull()
    expect(app.capturing).toBe(false)
    letGo(lost)
  })

  test('is put into its meeting by a crash once, and never by being opened', async () => {
    await join()
    const { storage } = app
    const kept = storage.getItem('parley.return-ticket') ?? ''
    useMeetingStore().exit()
    storage.setItem('parley.return-ticket', kept)
    const meeting = await loadAnew()
    app.room.refusal = 'room-full'
    Object.assign(app.room, { known: () => null })
    meeting.enter(PLACE)
    await settle()
    expect(meeting.state.status).toBe('failed')
    meeting.enter(PLACE)
    await settle()
    expect(meeting.state.status).toBe('idle')
  })

  test('in order waits for a click, and then is the same peer', async () => {
    const { id } = (await join()).self ?? {}
    useMeetingStore().suspend()
    expect(app.room.clients.size).toBe(0)
    const meeting = await loadAnew()
    meeting.enter(PLACE)
    await settle()
    expect(meeting.state.status).toBe('idle')
    expect(meeting.returning).toBe(true)
    await meeting.join()
    expect(meeting.self?.id).toBe(id)
  })

  test('has no way back into a meeting that was left, and none into another one', async () => {
    await join()
    useMeetingStore().leave()
    const meeting = await loadAnew()
    meeting.enter(PLACE)
    expect(meeting.returning).toBe(false)
    await meeting.join()
    meeting.suspend()
    const again = await loadAnew()
    again.enter({ ...PLACE, room: 'other-room' })
    expect(again.returning).toBe(false)
    expect(again.ticket).not.toBeNull()
  })

  test('shows its way back to nobody else under the same address', async () => {
    const place = { ...PLACE, server: 'https://192.168.1.9:7420', fingerprint: FAKE_FINGERPRINT }
    useMeetingStore().enter(place)
    await useMeetingStore().join()
    useMeetingStore().suspend()
    const meeting = await loadAnew()
    for (const fingerprint of [null, FAKE_FINGERPRINT.replace('Z', 'Y')]) {
      meeting.enter({ ...place, fingerprint })
      expect(meeting.returning, String(fingerprint)).toBe(false)
    }
    meeting.enter(place)
    expect(meeting.returning).toBe(true)
  })

  test('keeps its way back while the server is out of reach, and not when it says no', async () => {
    await join()
    useMeetingStore().suspend()
    const meeting = await loadAnew()
    meeting.enter(PLACE)
    await settle()
    app.room.clients.clear()
    Object.assign(app.signaling as object, { join: () => Promise.resolve(fail('server-unreachable', '')) })
    await meeting.join()
    expect(meeting.returning).toBe(true)
    Object.assign(app.signaling as object, { join: () => Promise.resolve(fail('removed', '')) })
    await meeting.join()
    expect(meeting.returning).toBe(false)
  })
})

describe('joining', () => {
  test('goes under the name in the settings, and shows who is there', async () => {
    await app.invite('Grace')
    const meeting = await join()
    expect(meeting.self).toMatchObject({ name: 'Ada' })
    expect(meeting.participants).toMatchObject([{ name: 'Grace', connection: 'connected' }])
  })

  test('remembers what was on', async () => {
    const meeting = useMeetingStore()
    meeting.enter(PLACE)
    await settle()
    await useMediaStore().setOn('camera', false)
    await meeting.join()
    expect(app.desktop.stored).toMatchObject({ joinWithCamera: false, joinWithMicrophone: true })
  })

  test('remembers what was wanted of devices that still start', async () => {
    let open = () => {}
    app.devices.gate = new Promise((resolve) => {
      open = resolve
    })
    const meeting = useMeetingStore()
    meeting.enter(PLACE)
    await settle()
    expect(useMediaStore().camera.status).toBe('starting')
    await meeting.join()
    expect(app.desktop.stored).toMatchObject({ joinWithCamera: true, joinWithMicrophone: true })
    open()
    await settle()
  })

  test('remembers what was wanted of devices that are still looked for', async () => {
    const meeting = useMeetingStore()
    meeting.enter(PLACE)
    expect(useMediaStore().camera.status).toBe('off')
    await meeting.join()
    expect(app.desktop.stored).toMatchObject({ joinWithCamera: true, joinWithMicrophone: true })
    await settle()
  })

  test('remembers what was wanted of devices that fail', async () => {
    app.devices.failures.video = new DOMException('', 'NotReadableError')
    app.devices.failures.audio = new DOMException('', 'NotAllowedError')
    const meeting = await join()
    expect(useMediaStore().microphone.status).toBe('failed')
    expect(app.desktop.stored).toMatchObject({ joinWithCamera: true, joinWithMicrophone: true })
    expect(meeting.state.status).toBe('joined')
  })

  test('remembers a microphone that was muted, and one that never was on', async () => {
    const meeting = useMeetingStore()
    meeting.enter(PLACE)
    await settle()
    await useMediaStore().setOn('microphone', false)
    await meeting.join()
    expect(app.desktop.stored).toMatchObject({ joinWithCamera: true, joinWithMicrophone: false })
    await join()
    expect(useMediaStore().microphone.status).toBe('off')
    expect(app.desktop.stored).toMatchObject({ joinWithCamera: true, joinWithMicrophone: false })
  })

  test('can be tried again after a refusal', async () => {
    app.room.refusal = 'room-full'
    const meeting = await join()
    expect(meeting.state).toMatchObject({ status: 'failed', error: { reason: 'room-full' } })
    await meeting.join()
    expect(meeting.state.status).toBe('joined')
  })
})

describe('who comes and goes', () => {
  test('is said of those who come after', async () => {
    await app.invite('Grace')
    await join()
    const alan = await app.invite('Alan')
    expect(notices()).toEqual([{ type: 'joined', name: 'Alan' }])
    alan.call.leave()
    await settle()
    expect(notices()).toEqual([
      { type: 'joined', name: 'Alan' },
      { type: 'left', name: 'Alan' }
    ])
  })

  test('is no news when the meeting ends for us', async () => {
    await app.invite('Grace')
    const meeting = await join()
    app.signaling?.refuse('protocol-version')
    await settle()
    expect(meeting.state.status).toBe('failed')
    expect(meeting.participants).toEqual([])
    expect(notices()).toEqual([])
  })
})

describe('a server whose certificate the way here has named', () => {
  const PINNED = {
    ...PLACE,
    server: 'https://192.168.1.9:7420',
    fingerprint: FAKE_FINGERPRINT,
    via: FAKE_TUNNEL
  }

  test('is called through the shell, and is known by its own address', async () => {
    const meeting = useMeetingStore()
    meeting.enter(PINNED)
    await meeting.join()
    await settle()
    expect(app.servers).toEqual([FAKE_TUNNEL])
    expect(meeting.ticket).toMatchObject({ server: PINNED.server, fingerprint: FAKE_FINGERPRINT })
  })
})

describe('the invite', () => {
  test('is the meeting at an address that others can reach', async () => {
    const server = await useServerStore().forNewMeeting()
    const meeting = useMeetingStore()
    meeting.enter({ room: 'modi-kafu-ruse', server: server ?? '' })
    expect(await meeting.copyInvite()).toBe(true)
    expect(app.desktop.clipboard).toBe(`https://192.168.1.5:4000/r/modi-kafu-ruse#sha256=${FAKE_FINGERPRINT}`)
  })

  test('of a server that somebody else hosts names the certificate that it was found by', () => {
    const meeting = useMeetingStore()
    meeting.enter({ ...PLACE, server: 'https://192.168.1.9:7420', fingerprint: FAKE_FINGERPRINT })
    expect(meeting.inviteLink).toBe(`https://192.168.1.9:7420/r/modi-kafu-ruse#sha256=${FAKE_FINGERPRINT}`)
  })

  test('that could not be copied is said', async () => {
    useMeetingStore().enter(PLACE)
    app.desktop.failure = new Error('No clipboard')
    expect(await useMeetingStore().copyInvite()).toBe(false)
    expect(notices()).toEqual([{ type: 'copy-failed' }])
  })
})

test('who speaks is mirrored, and nobody after the end', async () => {
  const meeting = await join()
  const grace = await app.invite('Grace')
  for (const connection of app.connections) connection.remoteAudioLevel = 0.5
  app.clock.advance(200)
  expect(meeting.speaking).toEqual(new Set([grace.id]))
  meeting.leave()
  expect(meeting.speaking.size).toBe(0)
})

test('leaving releases the devices and keeps the place for a way back', async () => {
  const meeting = await join()
  const grace = await app.invite('Grace')
  meeting.leave()
  await settle()
  expect(app.capturing).toBe(false)
  expect(meeting.state.status).toBe('left')
  expect(meeting.place).toEqual(PLACE)
  expect(grace.call.participants).toEqual([])
})

test('going away ends everything, once or twice', async () => {
  const meeting = await join()
  meeting.exit()
  meeting.exit()
  await nextTick()
  expect(app.capturing).toBe(false)
  expect(app.room.clients.size).toBe(0)
  expect(meeting.place).toBeNull()
})
