import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Transfer } from './files/transfer.ts'
import { pickedFile } from './testing/fake-files.ts'
import { FakeParticipant } from './testing/fake-participant.ts'
import { FakeSignalingServer } from './testing/fake-signaling.ts'
import { settle } from './testing/settle.ts'

let server: FakeSignalingServer
let people: FakeParticipant[]

async function join(name: string): Promise<FakeParticipant> {
  const person = new FakeParticipant(server, name)
  people.push(person)
  await person.join()
  return person
}

const statuses = ({ call }: FakeParticipant) => call.files.transfers.map(({ state }) => state.status)
const first = ({ call }: FakeParticipant) => call.files.transfers[0] as Transfer
/** Much more than the window. */
const LONG = 'a long text of which every line is another one '.repeat(400_000)

/** Sends, and waits until it has arrived or can't go on. */
async function settleAll(rounds = 60): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await settle()
}

/** Lets a disk take so many pieces, and no more until it is let go. @returns lets it go */
function holdDisk({ files }: FakeParticipant, pieces: number): () => void {
  files.disk = () => (pieces-- > 0 ? Promise.resolve() : held)
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  return () => {
    files.disk = () => Promise.resolve()
    release()
  }
}

beforeEach(() => {
  server = new FakeSignalingServer()
  people = []
})

afterEach(async () => {
  for (const person of people) person.close()
  await settle()
})

describe('files', () => {
  test('come to whoever takes them, and are whole', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    await ada.call.files.offer([pickedFile('notes.txt', 'hello'), pickedFile('empty.txt', '')], null)
    await settle()
    expect(first(lin)).toMatchObject({ name: 'notes.txt', files: 2, bytes: 5, direction: 'in' })
    await lin.call.files.accept(first(lin).id)
    await settleAll()
    expect(lin.files.text('notes.txt')).toBe('hello')
    expect(lin.files.text('empty.txt')).toBe('')
    expect([statuses(ada), statuses(lin)]).toEqual([['done'], ['done']])
    expect(first(ada)).toMatchObject({ done: 5, stored: false })
    expect(first(lin)).toMatchObject({ done: 5, stored: true })
    expect(ada.files.openSources).toBe(0)
  })

  test('go to everybody at their own pace, or to one person', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    const sam = await join('Sam')
    const release = holdDisk(lin, 0)
    await ada.call.files.offer([pickedFile('long.txt', LONG)], null)
    await ada.call.files.offer([pickedFile('secret.txt', 'psst')], lin.id)
    await settle()
    expect([lin.call.files.transfers.length, sam.call.files.transfers.length]).toEqual([2, 1])
    for (const each of [lin, sam]) {
      for (const { id } of each.call.files.transfers) await each.call.files.accept(id)
    }
    await settleAll()
    expect(sam.files.text('long.txt')).toBe(LONG)
    // No more than the window waits for whoever can't write.
    expect(lin.call.files.transfers.map(({ done }) => done)).toEqual([0, 0])
    expect(statuses(ada)).toEqual(['running', 'done', 'running'])
    release()
    await settleAll()
    expect(lin.files.text('long.txt')).toBe(LONG)
    expect(lin.files.text('secret.txt')).toBe('psst')
    expect(lin.files.largestWrite).toBeLessThanOrEqual(2 ** 20)
  })

  test('are declined, cancelled by either side, and fail in words for both', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    for (const name of ['a', 'b', 'c', 'd']) await ada.call.files.offer([pickedFile(name, LONG)], null)
    await settle()
    const [d, c, b, a] = lin.call.files.transfers.map(({ id }) => id) as [string, string, string, string]
    lin.call.files.decline(a)
    holdDisk(lin, 0)
    for (const id of [b, c]) await lin.call.files.accept(id)
    await settle()
    lin.call.files.cancel(b)
    ada.call.files.cancel(ada.call.files.transfers[1]?.id ?? '')
    lin.files.storeFailure = 'disk-full'
    await lin.call.files.accept(d)
    await settle()
    const states = (who: FakeParticipant) => who.call.files.transfers.map(({ state }) => state)
    const failed = (reason: string, by: string) => ({ status: 'failed', reason, by })
    expect(states(ada)).toEqual([
      failed('disk-full', 'other'),
      failed('cancelled', 'self'),
      failed('cancelled', 'other'),
      { status: 'declined' }
    ])
    expect(states(lin)).toEqual([
      failed('disk-full', 'self'),
      failed('cancelled', 'other'),
      failed('cancelled', 'self'),
      { status: 'declined' }
    ])
    expect(ada.files.openSources).toBe(0)
  })

  test('rest as long as either side wants it', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    await ada.call.files.offer([pickedFile('long.txt', LONG)], null)
    await settle()
    lin.call.files.setPaused(first(lin).id, true)
    await lin.call.files.accept(first(lin).id)
    lin.call.files.setPaused(first(lin).id, true)
    ada.call.files.setPaused(first(ada).id, true)
    await settleAll()
    expect(first(ada).state).toEqual({ status: 'paused', by: 'both' })
    expect(first(lin).done).toBe(0)
    ada.call.files.setPaused(first(ada).id, false)
    await settleAll()
    expect(first(ada).state).toEqual({ status: 'paused', by: 'other' })
    expect(first(lin).state).toEqual({ status: 'paused', by: 'self' })
    lin.call.files.setPaused(first(lin).id, false)
    await settleAll()
    expect(lin.files.text('long.txt')).toBe(LONG)
  })

  test.each(['sender', 'receiver'])(
    'go on where they stopped when the page of the %s is lost',
    async (who) => {
      const ada = await join('Ada')
      const lin = await join('Lin')
      const lost = who === 'sender' ? ada : lin
      const token = `token of ${lost.id}`
      await ada.call.files.offer([pickedFile('short.txt', 'hello'), pickedFile('long.txt', LONG)], null)
      await settle()
      await lin.call.files.accept(first(lin).id)
      const hold = holdDisk(lin, 5)
      await settleAll()
      const [before] = lin.files.stored.values()
      expect(before?.part.byteLength).toBeGreaterThan(0)
      const reads = ada.files.reads.length

      lost.call.close()
      await settle()
      hold()
      const back = new FakeParticipant(server, lost.name, lost.files)
      people.push(back)
      await back.join(token)
      await settleAll()
      expect(lin.files.text('long.txt')).toBe(LONG)
      expect(statuses(who === 'sender' ? back : ada)).toEqual(['done'])
      expect(statuses(who === 'sender' ? lin : back)).toEqual(['done'])
      expect(ada.files.reads.slice(reads).every(({ offset }) => offset > 0)).toBe(true)
    }
  )

  test('fail for both when the source is another one', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    await ada.call.files.offer([pickedFile('a.txt', 'hello')], null)
    await settle()
    ada.files.sourceFailure = 'source-changed'
    await lin.call.files.accept(first(lin).id)
    await settleAll()
    expect(first(ada).state).toEqual({ status: 'failed', reason: 'source-changed', by: 'self' })
    expect(first(lin).state).toEqual({ status: 'failed', reason: 'source-changed', by: 'other' })
    expect(lin.files.stored.size).toBe(0)
  })

  test('names are safe to show, and what may run something is marked', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    await ada.call.files.offer([pickedFile('invoice\u202Efdp.exe', 'MZ')], null)
    await settle()
    expect(first(lin)).toMatchObject({ name: 'invoicefdp.exe', executable: true })
  })

  test('pictures of the chat come without a question, also to those who come later', async () => {
    const ada = await join('Ada')
    const lin = await join('Lin')
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
    const image = ada.call.files.offerPicture(png, 'cat.png', null)
    expect(image).toMatchObject({ name: 'cat.png', type: 'image/png', bytes: 11 })
    await settleAll()
    expect(lin.call.files.pictures.get(image?.transfer ?? '')?.data).toEqual(png)
    expect(lin.call.files.transfers).toEqual([])
    const sam = await join('Sam')
    await settleAll()
    expect([...sam.call.files.pictures.keys()]).toEqual([image?.transfer])
    expect(ada.call.files.offerPicture(new Uint8Array([60, 115, 118, 103]), 'x.png', null)).toBeNull()
  })
})
