import { settle } from '../../call/testing/settle.ts'
import type { FakeParticipant } from '../../call/testing/fake-participant.ts'
import { useChatStore } from '../../stores/chat.ts'
import { useMeetingStore } from '../../stores/meeting.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const NAMES = ['Lin 林小雨', 'Grace Hopper', 'Omar']

/** What the others say when the chat has something of everything. */
const LINES = [
  'Hello, everybody!',
  '大家好，会议记录在这里：https://example.org/会议/2026?from=chat',
  'Shall we start with **the budget**? I have *about* twenty minutes before my train.\n- the ~~old~~ new numbers\n- `npm run bench`',
  '```js\nfor (const line of lines) {\n  say(line)\n}\n```\nand then [the plan](https://example.org/plan)',
  '> Who takes the notes?\n\n@Ada Lovelace, could you?',
  '🎉👏'
]

function chat(
  people: number,
  then?: (stage: Stage, others: readonly FakeParticipant[]) => Promise<void>
): GalleryState {
  return {
    path: '/r/modi-kafu-ruse',
    act: async (stage) => {
      const { app, press, texts } = stage
      await press(texts.lobby.join)
      for (const name of NAMES.slice(0, people - 1)) await app.invite(name)
      await settle()
      await then?.(stage, app.others)
      // Who joined has been said by now.
      app.clock.advance(5_000)
      await shown()
    }
  }
}

/** Goes on once all that was passing has passed. */
function later(state: GalleryState, then: (stage: Stage) => Promise<void>): GalleryState {
  return {
    ...state,
    act: async (stage) => {
      await state.act?.(stage)
      await then(stage)
    }
  }
}

/** Opens the panel, which comes by itself, and waits until its messages are in their places. */
async function openPanel(): Promise<void> {
  useMeetingStore().setChatOpen(true)
  await shown()
}

/** Waits for what is loaded later, and for two frames: rows are measured before they are placed. */
async function shown(): Promise<void> {
  await settle()
  await import('../../views/MeetingChat.vue')
  for (let frame = 0; frame < 3; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await settle()
  }
}

async function say(others: readonly FakeParticipant[], lines: readonly string[] = LINES): Promise<void> {
  for (const [number, line] of lines.entries()) {
    const other = others[Math.floor(number / 2) % others.length]
    const self = useMeetingStore().self?.id ?? ''
    other?.call.chat.send({
      text: line,
      to: null,
      replyTo: null,
      mentions: line.includes('@Ada') ? [self] : []
    })
    await settle()
  }
}

/** A chat with an answer, reactions, an edit, a deletion and a private message. */
async function talk({ app }: Stage, others: readonly FakeParticipant[]): Promise<void> {
  const store = useChatStore()
  await say(others)
  app.clock.advance(60_000)
  const question = store.messages.find(({ text }) => text.includes('the budget'))
  store.send({
    text: 'Yes, and let us be quick. 好的！',
    to: null,
    replyTo: question?.id ?? null,
    mentions: []
  })
  store.send({ text: 'Oops', to: null, replyTo: null, mentions: [] })
  await settle()
  const [answer, mistake] = store.messages.filter(({ own }) => own)
  if (answer === undefined || mistake === undefined || question === undefined) return
  store.remove(mistake.id)
  store.edit(answer.id, 'Yes, and let us be quick: *ten minutes*. 好的！')
  store.react(question.id, '👍')
  for (const other of others) other.call.chat.react(question.id, '👍')
  others[0]?.call.chat.react(question.id, '🎉')
  store.send({ text: 'Is the door locked?', to: idOf(others[0]), replyTo: null, mentions: [] })
  await settle()
  others[0]?.call.chat.markRead()
  others[1]?.call.chat.setTyping(null)
  await settle()
}

function idOf(other: FakeParticipant | undefined): string | null {
  return useMeetingStore().participants.find(({ name }) => name === other?.name)?.id ?? null
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`There is no ${selector}`)
  return found
}

async function type(text: string): Promise<void> {
  const field = find('aside textarea') as HTMLTextAreaElement
  field.value = text
  field.setSelectionRange(text.length, text.length)
  field.dispatchEvent(new Event('input'))
  await shown()
}

export const CHAT_STATES: Readonly<Record<string, GalleryState>> = {
  'meeting-chat-alone': chat(1, openPanel),
  'meeting-chat-empty': chat(3, openPanel),
  'meeting-chat': chat(3, async (stage, others) => {
    await openPanel()
    await talk(stage, others)
  }),
  'meeting-chat-long': chat(3, async (_stage, others) => {
    await openPanel()
    await say(
      others,
      Array.from({ length: 120 }, (_, number) => LINES[number % 3] ?? '')
    )
  }),
  'meeting-chat-menu': chat(3, async (stage, others) => {
    await openPanel()
    await talk(stage, others)
    const rows = document.querySelectorAll<HTMLElement>('aside article')
    const row = [...rows].findLast((each) => each.textContent.includes('door'))
    row?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))
    await shown()
  }),
  'meeting-chat-mention': chat(4, async (_stage, others) => {
    await say(others)
    await openPanel()
    await type('Thanks, @')
  }),
  'meeting-chat-reply': chat(3, async (stage, others) => {
    await say(others)
    await openPanel()
    await stage.press(stage.texts.chat.replyTo.replace('{name}', NAMES[0]!))
    await type('I will.')
  }),
  'meeting-chat-private': chat(3, async (_stage, others) => {
    await say(others.slice(0, 1), LINES.slice(0, 2))
    useChatStore().recipient = idOf(others[0])
    await openPanel()
    await type('Only between us: '.repeat(8))
  }),
  'meeting-chat-search': chat(3, async (stage, others) => {
    await say(others)
    await openPanel()
    await stage.press(stage.texts.chat.search)
    await stage.type(stage.texts.chat.search, 'the')
    await shown()
  }),
  'meeting-chat-emoji': chat(3, async (stage, others) => {
    await say(others)
    await openPanel()
    await stage.press(stage.texts.emoji.insert)
    await waitFor('[role=option]')
  }),
  'meeting-chat-unread': chat(3, (_stage, others) => say(others)),
  'meeting-reactions': later(
    chat(4, async ({ app }, others) => {
      useChatStore().setHand(true)
      app.clock.advance(1_000)
      others[1]?.call.setHand(true)
      await settle()
    }),
    async ({ app: { others } }) => {
      // In that time the controls have hidden; any movement shows them.
      window.dispatchEvent(new PointerEvent('pointermove', { screenX: 1, screenY: 1 }))
      for (const other of others) for (const emoji of ['👏', '🎉', '❤️']) other.call.chat.sendReaction(emoji)
      await settle()
    }
  ),
  'meeting-reaction-menu': chat(2, async ({ press, texts }) => press(texts.reaction.title)),
  'people-hands': chat(3, async (_stage, others) => {
    others[1]?.call.setHand(true)
    useChatStore().setHand(true)
    await settle()
    useMeetingStore().setPanel('people')
    await settle()
  })
}

/** Waits for what is loaded when it is needed. */
async function waitFor(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
