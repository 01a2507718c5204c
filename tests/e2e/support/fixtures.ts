import { test as base, type TestInfo } from '@playwright/test'
import { startServerProcess, type ServerProcess } from '../../../build/scripts/server-process.ts'
import { launchParticipant, type Participant, type ParticipantOptions } from './participant.ts'

interface Fixtures {
  /** A real signaling server in a process of its own, for this test alone. */
  server: ServerProcess
  /** Opens the app for a person. It is closed when the test ends; a failed test keeps its picture. */
  launch: (options: ParticipantOptions) => Promise<Participant>
}

export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
    await use(server)
    await server.stop()
  },

  launch: async ({}, use, testInfo) => {
    const participants: Participant[] = []
    await use(async (options) => {
      const participant = await launchParticipant(options)
      participants.push(participant)
      return participant
    })
    if (testInfo.status !== testInfo.expectedStatus) await keepPictures(participants, testInfo)
    await Promise.all(participants.map((participant) => participant.close()))
  }
})

async function keepPictures(participants: readonly Participant[], testInfo: TestInfo): Promise<void> {
  for (const { name, page } of participants) {
    if (page.isClosed()) continue
    const path = testInfo.outputPath(`${name}.png`)
    await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined)
    await testInfo.attach(name, { path, contentType: 'image/png' })
  }
}

export { expect } from '@playwright/test'
