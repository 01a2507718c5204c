import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { expectMovingPictures } from '../../e2e/support/expect-media.ts'
import { inviteTo, meet } from '../../e2e/support/meet.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import { timeOfClick } from '../../e2e/support/time-of-click.ts'
import type { SharePath } from './share-path.ts'

/** Through Parley: two people in a meeting, with their cameras on. */
export class MeetingPath implements SharePath {
  readonly video = '[data-screen-of] video'
  readonly sender: Participant
  readonly receiver: Participant
  readonly #stopServer: () => Promise<void>

  private constructor(sender: Participant, receiver: Participant, stopServer: () => Promise<void>) {
    this.sender = sender
    this.receiver = receiver
    this.#stopServer = stopServer
  }

  static async open(): Promise<MeetingPath> {
    const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
    const sender = await launchParticipant({ name: 'Ada' })
    const receiver = await launchParticipant({ name: 'Lin' })
    const path = new MeetingPath(sender, receiver, () => server.stop())
    await meet(inviteTo(server), sender, receiver)
    await expectMovingPictures(receiver.page, 1)
    return path
  }

  get presenter() {
    return this.sender.page
  }

  get viewer() {
    return this.receiver.page
  }

  async start(title: string): Promise<number> {
    const { page, share, texts } = this.sender
    return timeOfClick(page, texts.share.share, () => share.start(title))
  }

  async stop(): Promise<void> {
    await this.sender.share.press(this.sender.texts.share.stop)
    await this.receiver.share.screen('Ada').waitFor({ state: 'detached' })
  }

  async close(): Promise<void> {
    await Promise.all([this.sender.close(), this.receiver.close()])
    await this.#stopServer()
  }
}
