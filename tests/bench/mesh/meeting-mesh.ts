import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { inviteTo, joinByLink } from '../../e2e/support/meet.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import { VIDEOS_OF_OTHERS } from '../../e2e/support/tiles-of-others.ts'
import type { Mesh } from './mesh-window.ts'

/** How long somebody's way in may take on a machine that is full, in milliseconds. */
const LIMIT = 120_000

/** People in a meeting of Parley's, with their cameras on. */
export async function openMeetingMesh(size: number): Promise<Mesh> {
  const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
  const people: Participant[] = []
  const close = async () => {
    await Promise.all(people.map((person) => person.close()))
    await server.stop()
  }
  try {
    for (let number = 1; number <= size; number++) {
      // The small windows of covered ones would be work that the naive mesh hasn't.
      const person = await launchParticipant({
        name: `Person ${number}`,
        settings: { miniWindow: false }
      })
      people.push(person)
      await joinByLink(person, inviteTo(server), LIMIT)
    }
    return { windows: people.map(({ app, page }) => ({ app, page, videos: VIDEOS_OF_OTHERS })), close }
  } catch (error) {
    await close()
    throw error
  }
}
