import { expect, type Locator, type Page } from '@playwright/test'
import { fill, type Texts } from '../support/texts.ts'

/** The meeting itself: the people, the controls, the chat. */
export class MeetingPage {
  readonly people: Locator
  readonly controls: Locator
  /** What was written, oldest first. */
  readonly messages: Locator
  readonly leftTitle: Locator
  readonly #page: Page
  readonly #texts: Texts

  constructor(page: Page, texts: Texts) {
    this.#page = page
    this.#texts = texts
    this.people = page.getByRole('region', { name: texts.meeting.people })
    this.controls = page.getByRole('toolbar', { name: texts.meeting.controls })
    this.messages = page.getByRole('feed', { name: texts.chat.log })
    this.leftTitle = page.getByRole('heading', { name: texts.left.title })
  }

  /** The tile of a person, one's own included. */
  tile(name: string): Locator {
    return this.people.getByRole('group', { name, exact: true })
  }

  /** The picture in a person's tile; there is none while the camera is off. */
  picture(name: string): Locator {
    return this.tile(name).locator('video')
  }

  /** The sign in a person's tile that says that the microphone is off. */
  mutedSign(name: string): Locator {
    return this.tile(name).getByRole('img', { name: this.#texts.meeting.muted })
  }

  /** The button that opens and closes the chat, which also tells how much is unread. */
  get chatButton(): Locator {
    return this.#control(this.#texts.meeting.chat)
  }

  /** The link in the card that somebody sees who is alone. */
  async inviteLink(): Promise<string> {
    return this.#page.getByRole('textbox', { name: this.#texts.invite.link }).inputValue()
  }

  /** Puts the invite link on the clipboard. */
  async copyInvite(): Promise<void> {
    await this.#control(this.#texts.invite.copy).click()
  }

  async mute(): Promise<void> {
    await this.#control(this.#texts.devices.mute).click()
  }

  async unmute(): Promise<void> {
    await this.#control(this.#texts.devices.unmute).click()
  }

  /** Silences a person here, and only here. */
  async muteForMe(name: string): Promise<void> {
    await this.tile(name).click({ button: 'right' })
    await this.#page.getByRole('button', { name: this.#texts.stage.muteForMe }).click()
  }

  async turnCameraOff(): Promise<void> {
    await this.#control(this.#texts.devices.cameraOff).click()
  }

  async turnCameraOn(): Promise<void> {
    await this.#control(this.#texts.devices.cameraOn).click()
  }

  /** Takes another camera while the meeting goes on. */
  async chooseCamera(label: string | RegExp): Promise<void> {
    await this.#control(this.#texts.devices.chooseCamera).click()
    await this.#page.getByRole('menuitemradio', { name: label }).click()
  }

  /** Takes another microphone while the meeting goes on. */
  async chooseMicrophone(label: string | RegExp): Promise<void> {
    await this.#control(this.#texts.devices.chooseAudio).click()
    const microphones = this.#page.getByRole('group', { name: this.#texts.lobby.microphone })
    await microphones.getByRole('menuitemradio', { name: label }).click()
  }

  async openChat(): Promise<void> {
    if ((await this.chatButton.getAttribute('aria-expanded')) !== 'true') await this.chatButton.click()
  }

  async closeChat(): Promise<void> {
    if ((await this.chatButton.getAttribute('aria-expanded')) === 'true') await this.chatButton.click()
  }

  /** Opens the chat, writes and sends. */
  async sendChat(text: string): Promise<void> {
    await this.openChat()
    const field = this.#page.getByRole('textbox', { name: this.#texts.chat.message })
    await field.fill(text)
    await field.press('Enter')
  }

  /** A message of the chat, by a part of its text. */
  message(text: string | RegExp): Locator {
    return this.messages.getByRole('article').filter({ hasText: text })
  }

  /** Chooses what is to be done with a message, from its menu. */
  async act(text: string | RegExp, action: string): Promise<void> {
    await this.message(text).click({ button: 'right' })
    await this.#page.getByRole('menuitem', { name: action, exact: true }).click()
  }

  /** The field in which messages are written. */
  get chatField(): Locator {
    return this.#page.getByRole('textbox', { name: this.#texts.chat.message })
  }

  /** Whom the next message is for. */
  async chooseRecipient(name: string): Promise<void> {
    await this.#page
      .getByRole('button', { name: fill(this.#texts.chat.recipient, { name: '' }).trim() })
      .click()
    await this.#page.getByRole('menuitemradio', { name }).click()
  }

  async raiseHand(): Promise<void> {
    await this.#control(this.#texts.reaction.title).click()
    await this.#page.getByRole('button', { name: this.#texts.hand.raise }).click()
  }

  /** Lets an emoji float over the own tile. */
  async sendReaction(emoji: string): Promise<void> {
    await this.#page.getByRole('button', { name: new RegExp(`^${this.#texts.reaction.title}`) }).click()
    await this.#page.getByRole('button', { name: fill(this.#texts.reaction.send, { emoji }) }).click()
  }

  /** The count that the chat button tells to those who can't see its badge. */
  async expectUnread(count: number): Promise<void> {
    const [one, many] = this.#texts.chat.unread.split(' | ')
    const text = fill((count === 1 ? one : many) ?? one ?? '', { count })
    await expect(this.chatButton).toHaveAccessibleDescription(text)
  }

  async leave(): Promise<void> {
    await this.#control(this.#texts.meeting.leave).click()
  }

  #control(name: string): Locator {
    return this.controls.getByRole('button', { name, exact: true })
  }
}
