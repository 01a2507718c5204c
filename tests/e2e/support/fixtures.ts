import { test as base, type TestInfo } from '@playwright/test'
import { startServerProcess, type ServerProcess } from '../../../build/scripts/server-process.ts'
import { Guest, type GuestOptions } from './guest.ts'
import { launchParticipant, type Participant, type ParticipantOptions } from './participant.ts'
import { showWindow, type ShownWindow } from './shown-window.ts'
import { openSoundSystem, type SoundSystem } from './sound-system.ts'

interface Fixtures {
  /** A real signaling server in a process of its own, for this test alone. */
  server: ServerProcess
  /** Opens the app for a person. It is closed when the test ends; a failed test keeps its picture. */
  launch: (options: ParticipantOptions) => Promise<Participant>
  /** Opens a browser for a guest. */
  openGuest: (options: GuestOptions) => Promise<Guest>
  /** Opens a window of another program, with a colour in its left half, to be shared. */
  show: (title: string, color: string) => Promise<ShownWindow>
  /** Gives the programs that the test starts a sound system of their own. */
  soundSystem: SoundSystem
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
  },

  openGuest: async ({}, use) => useClosed(use, (options: GuestOptions) => Guest.open(options)),

  show: async ({}, use) => useClosed(use, showWindow),

  soundSystem: async ({}, use) => {
    const system = await openSoundSystem()
    await use(system)
    await system.close()
  }
})

/** Lets a test open what it needs, and closes all of it at the end. */
async function useClosed<Arguments extends unknown[], Opened extends { close: () => Promise<void> }>(
  use: (open: (...given: Arguments) => Promise<Opened>) => Promise<void>,
  open: (...given: Arguments) => Promise<Opened>
): Promise<void> {
  const all: Opened[] = []
  await use(async (...given) => {
    const opened = await open(...given)
    all.push(opened)
    return opened
  })
  await Promise.all(all.map((opened) => opened.close()))
}

async function keepPictures(participants: readonly Participant[], testInfo: TestInfo): Promise<void> {
  for (const { name, page } of participants) {
    if (page.isClosed()) continue
    const path = testInfo.outputPath(`${name}.png`)
    await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined)
    await testInfo.attach(name, { path, contentType: 'image/png' })
  }
}

export { expect } from '@playwright/test'
