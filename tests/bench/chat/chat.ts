import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { openChat, scrollThrough, writeMessages, type Scrolling } from './chat-page.ts'

const RUNS = 5
/** So many messages make a short chat, beside which the long one is measured. */
const SHORT = 200
/** As many as a meeting keeps. */
const LONG = 10_000
/** How many messages are timed. */
const TIMED = 50

/** How a chat does that has become long. */
export const CHAT: Bench = {
  about: `The app's own window with a meeting in it, one person alone, with camera and microphone off. The limit is the same window with ${SHORT} messages; measured with
10,000.

- \`chat.scroll\`: pictures a second while the log is scrolled by half its height at each of them.
- \`chat.gap\`: time between two such pictures that 95 % of them don't exceed.
- \`chat.blank\`: share of the pictures, in percent, in which some place in the log's middle had no message yet.
- \`chat.write\`: from Enter until the message is in the page and painted.
- \`chat.open\`: from the click on _Chat_ until the newest message is painted.`,
  measure
}

async function measure(): Promise<Figure[]> {
  const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
  try {
    const ada = await launchParticipant({
      name: 'Ada',
      server: server.origin,
      settings: { joinWithCamera: false, joinWithMicrophone: false }
    })
    try {
      await ada.home.newMeeting()
      await ada.lobby.join()
      // The log comes with its first message.
      await ada.meeting.sendChat('Hello')
      await ada.meeting.messages.waitFor()
      await writeMessages(ada.page, SHORT - TIMED - 1)
      const short = await measureChat(ada)
      await writeMessages(ada.page, LONG - SHORT - TIMED)
      const long = await measureChat(ada)
      const of = (id: string, unit: string, pick: (chat: Measured) => number[], share = 0.5) =>
        figureOf(`chat.${id}`, unit, pick(long), pick(short), share)
      return [
        of('scroll', 'fps', ({ scrolling }) => scrolling.map(({ rate }) => rate)),
        of('gap', 'ms', ({ scrolling }) => scrolling.flatMap(({ gaps }) => gaps), 0.95),
        of('blank', '%', ({ scrolling }) => scrolling.map(({ blank }) => 100 * blank)),
        of('write', 'ms', ({ writing }) => writing),
        of('open', 'ms', ({ opening }) => opening)
      ]
    } finally {
      await ada.close()
    }
  } finally {
    await server.stop()
  }
}

interface Measured {
  writing: number[]
  opening: number[]
  scrolling: Scrolling[]
}

async function measureChat({ page, meeting }: Participant): Promise<Measured> {
  const writing = await writeMessages(page, TIMED, 1)
  const opening: number[] = []
  const scrolling: Scrolling[] = []
  for (let run = 0; run < RUNS; run++) {
    await meeting.closeChat()
    await meeting.messages.waitFor({ state: 'detached' })
    opening.push(await openChat(meeting.chatButton))
    scrolling.push(await scrollThrough(page))
  }
  return { writing, opening, scrolling }
}
