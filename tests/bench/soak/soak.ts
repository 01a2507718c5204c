import { setTimeout as sleep } from 'node:timers/promises'
import { readdir } from 'node:fs/promises'
import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { say } from '../../../build/scripts/project.ts'
import { expectMovingPictures } from '../../e2e/support/expect-media.ts'
import { inviteTo, meet } from '../../e2e/support/meet.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { growthOf } from './growth.ts'

/** How long the call lasts, in minutes. */
const DURATION = Number(process.env.SOAK_MINUTES ?? 60)

/** How often it is looked at, in milliseconds. */
const LOOKS = 15_000

/** How long a picture may stand still before the call counts as broken, in milliseconds: other programs want the machine, too. */
const STALL_LIMIT = 60_000

/** What everything takes until it has settled is no growth: this share of the beginning is left out. */
const SETTLING = 0.25

/** Whether a call that goes on and on takes more and more. */
export const SOAK: Bench = {
  about: `Three people in a meeting, with fake cameras on, for an hour (\`SOAK_MINUTES\` says otherwise); somebody mutes and
unmutes all the while. Measured apart: \`npm run bench -- soak\`.

- \`soak.memory\`: how fast the memory of all processes of an app grows, once it has settled.
- \`soak.handles\`: how fast their open files and sockets do (Linux).`,
  apart: true,
  measure
}

interface Look {
  /** Minutes since the beginning. */
  at: number
  /** MB of all processes. */
  memory: number
  /** Open files and sockets of all processes; null where nobody tells. */
  handles: number | null
}

async function measure(): Promise<Figure[]> {
  const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
  const people: Participant[] = []
  try {
    for (const name of ['Ada', 'Lin', 'Sam']) people.push(await launchParticipant({ name }))
    await meet(inviteTo(server), ...people)
    const looks = new Map(people.map((person) => [person, [] as Look[]]))
    const beginning = Date.now()
    const minutes = () => (Date.now() - beginning) / 60_000
    for (let muted = false; minutes() < DURATION; muted = !muted) {
      const [ada] = people
      await (muted ? ada?.meeting.unmute() : ada?.meeting.mute())
      for (const person of people) {
        await expectMovingPictures(person.page, 2, STALL_LIMIT)
        looks.get(person)?.push({ at: minutes(), ...(await usageOf(person)) })
      }
      await sleep(LOOKS)
    }
    say(`the call lasted ${Math.round(minutes())} minutes`)
    for (const [{ name }, each] of looks) say(`${name}: ${JSON.stringify(each.at(-1))}`)
    const settled = [...looks.values()].map((each) => each.filter(({ at }) => at >= DURATION * SETTLING))
    const memory = settled.map((each) => growthOf(each.map(({ at, memory }) => [at, memory])))
    const handles = settled.map((each) =>
      growthOf(each.flatMap(({ at, handles }) => (handles === null ? [] : [[at, handles]])))
    )
    return [
      figureOf('soak.memory', 'MB/h', memory),
      ...(handles.some(Number.isNaN) ? [] : [figureOf('soak.handles', '1/h', handles)])
    ]
  } finally {
    await Promise.all(people.map((person) => person.close()))
    await server.stop()
  }
}

async function usageOf({ app }: Participant): Promise<Pick<Look, 'memory' | 'handles'>> {
  const processes = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, memory }) => ({ pid, kilobytes: memory.workingSetSize }))
  )
  const memory = processes.reduce((sum, { kilobytes }) => sum + kilobytes / 1024, 0)
  if (process.platform !== 'linux') return { memory, handles: null }
  // A process may end in the middle of it.
  const open = await Promise.all(
    processes.map(({ pid }) =>
      readdir(`/proc/${pid}/fd`).then(
        ({ length }) => length,
        () => 0
      )
    )
  )
  return { memory, handles: open.reduce((sum, count) => sum + count, 0) }
}
