import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FakeChatNetwork, publicChat, type ChatMember } from '../testing/fake-chat-network.ts'

/** Something that happens; the numbers choose among what there is. */
type Step =
  | { do: 'write' | 'whisper' | 'edit' | 'remove' | 'react'; who: number; which: number }
  | { do: 'deliver' | 'lose' | 'repeat' | 'shuffle' | 'reconnect' | 'cut'; who: number; which: number }
  | { do: 'wait'; who: number; which: number }

const ACTIONS = ['write', 'write', 'whisper', 'edit', 'remove', 'react'] as const
const TROUBLES = [
  'deliver',
  'deliver',
  'deliver',
  'lose',
  'repeat',
  'shuffle',
  'reconnect',
  'cut',
  'wait'
] as const
const EMOJI = ['👍', '❤️', '😂']

const step = (kinds: readonly Step['do'][]): fc.Arbitrary<Step> =>
  fc.record({ do: fc.constantFrom(...kinds), who: fc.nat(1_000), which: fc.nat(1_000) })

/** Does one step; what each wrote is noted in the order of their writing. */
function take(
  network: FakeChatNetwork,
  { do: what, who, which }: Step,
  written: Map<string, string[]>
): void {
  const members = [...network.members.values()]
  const one = members[who % members.length] as ChatMember
  const rest = members.filter((member) => member !== one)
  const other = rest[which % rest.length] as ChatMember
  const { messages } = one.room
  const own = messages.filter((message) => message.own)
  const wire = network.wire(one, other)
  switch (what) {
    case 'write':
    case 'whisper': {
      const draft = { text: `${what} ${who} ${which}`, replyTo: null, mentions: [] }
      const sent = one.room.send({ ...draft, to: what === 'write' ? null : other.id })
      if (sent.ok) written.set(one.id, [...(written.get(one.id) ?? []), sent.value.id])
      break
    }
    case 'edit':
      one.room.edit(own[which % own.length]?.id ?? '', `edited ${which}`)
      break
    case 'remove':
      if (which % 3 === 0) one.room.remove(own[which % own.length]?.id ?? '')
      break
    case 'react':
      one.room.react(messages[which % messages.length]?.id ?? '', EMOJI[who % EMOJI.length] as string)
      break
    case 'deliver':
      for (let count = which % 4; count >= 0; count -= 1) network.deliver(one, other)
      break
    case 'lose':
      // A hello is the first thing on a channel, and never lost but with the channel.
      if (wire[0]?.includes('chat-hello') === false) wire.shift()
      break
    case 'repeat':
      if (wire[0] !== undefined) wire.splice(1 + (which % wire.length), 0, wire[0])
      break
    case 'shuffle': {
      // Within what follows a hello, which is the first thing on a channel.
      const start = wire.findLastIndex((message) => message.includes('chat-hello')) + 1
      wire.push(...wire.splice(start).reverse())
      break
    }
    case 'reconnect':
      network.connect(one, other)
      break
    case 'cut':
      network.disconnect(one, other)
      break
    case 'wait':
      network.clock.advance(which * 10)
      break
  }
}

/** Everybody is connected again, and everything arrives. */
function recover(network: FakeChatNetwork): ChatMember[] {
  const members = [...network.members.values()]
  for (const one of members) for (const other of members) if (one.id < other.id) network.connect(one, other)
  network.settle()
  return members
}

test('whatever is lost, comes twice, overtakes or is cut off: everybody ends with the same chat, in order', () => {
  fc.assert(
    fc.property(
      fc.array(step([...ACTIONS, ...TROUBLES]), { minLength: 20, maxLength: 120 }),
      fc.array(fc.integer({ min: -9e5, max: 9e5 }), { minLength: 4, maxLength: 4 }),
      fc.nat(100),
      (steps, skews, late) => {
        const network = new FakeChatNetwork()
        const written = new Map<string, string[]>()
        try {
          for (const name of ['Ada', 'Grace', 'Alan']) network.join(name, { skew: skews.pop() })
          steps.forEach((each, index) => {
            if (index === late) network.join('Lin', { skew: skews.pop() })
            take(network, each, written)
          })
          const members = recover(network)
          const [first] = members as [ChatMember]
          for (const member of members) {
            const { messages } = member.room
            expect(publicChat(member)).toEqual(publicChat(first))
            expect(messages.some(({ pending }) => pending)).toBe(false)
            expect(messages.map(({ sentAt }) => sentAt)).toEqual(
              messages.map(({ sentAt }) => sentAt).sort((a, b) => a - b)
            )
            for (const [author, ids] of written) {
              const seen = messages.filter((message) => message.author.id === author).map(({ id }) => id)
              expect(seen).toEqual(ids.filter((id) => seen.includes(id)))
              // A whisper is known to two; what was taken back need not be told to those who come later.
              const hidden = messages.filter(({ privateWith, own }) => privateWith !== null && !own)
              for (const { privateWith, author: by } of hidden) expect(privateWith?.id).toBe(by.id)
            }
          }
        } finally {
          network.close()
        }
      }
    ),
    { numRuns: 100 }
  )
})
