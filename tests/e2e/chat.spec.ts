import { expect, test } from './support/fixtures.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'
import { fill } from './support/texts.ts'

test('messages are answered, edited, taken back and reacted to, for newcomers as well', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await meet(inviteTo(server), ada, lin)
  await ada.meeting.sendChat('Shall we **begin**?')
  await lin.meeting.openChat()

  await test.step('an answer and a reaction', async () => {
    await expect(lin.meeting.message('begin').locator('strong')).toHaveText('begin')
    await lin.meeting.act('begin', fill(lin.texts.chat.reactWith, { emoji: '👍' }))
    await lin.meeting.act('begin', lin.texts.chat.reply)
    await lin.meeting.sendChat('好')
    await expect(ada.meeting.message('好')).toContainText('Shall we')
    await expect(ada.page.getByRole('button', { name: '👍 by Lin' })).toBeVisible()
  })
  await test.step('an edit by the arrow up, and a deletion', async () => {
    await ada.meeting.chatField.press('ArrowUp')
    await ada.meeting.chatField.fill('Shall we start?')
    await ada.meeting.chatField.press('Enter')
    await expect(lin.meeting.message('Shall we start?').first()).toContainText(lin.texts.chat.edited)
    await ada.meeting.sendChat('Wrong window')
    await ada.meeting.act('Wrong window', ada.texts.chat.delete)
    await ada.page.getByRole('alertdialog').getByRole('button', { name: ada.texts.chat.delete }).click()
    await expect(lin.meeting.messages).toContainText(lin.texts.chat.deleted)
    await expect(lin.meeting.messages).not.toContainText('Wrong window')
  })
  await test.step('who comes later finds it so', async () => {
    const cleo = await launch({ name: 'Cleo' })
    await joinByLink(cleo, inviteTo(server))
    await cleo.meeting.openChat()
    await expect(cleo.meeting.message('Shall we start?').first()).toBeVisible()
    await expect(cleo.meeting.messages).not.toContainText('Wrong window')
    await expect(cleo.page.getByRole('button', { name: '👍 by Lin' })).toBeVisible()
  })
})

test('a private message reaches one person, a mention is said, hands and reactions are seen', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  const cleo = await launch({ name: 'Cleo' })
  await meet(inviteTo(server), ada, lin, cleo)

  await test.step('a private message', async () => {
    await ada.meeting.openChat()
    await ada.meeting.chooseRecipient('Lin')
    await ada.meeting.sendChat('Between us')
    await lin.meeting.openChat()
    await expect(lin.meeting.message('Between us')).toContainText(lin.texts.chat.onlyToYou)
    await ada.meeting.chooseRecipient(ada.texts.chat.everybody)
  })
  await test.step('a mention', async () => {
    await ada.meeting.chatField.pressSequentially('Well, @cl')
    await ada.meeting.chatField.press('Enter')
    await expect(ada.meeting.chatField).toHaveValue('Well, @Cleo ')
    await ada.meeting.chatField.press('Enter')
    await expect(cleo.page.getByText(fill(cleo.texts.chat.mentionedBy, { name: 'Ada' }))).toBeVisible()
    await cleo.meeting.openChat()
    await expect(cleo.meeting.messages).toContainText('Well, @Cleo')
    await expect(cleo.meeting.messages).not.toContainText('Between us')
  })
  await test.step('a hand and a reaction', async () => {
    await ada.meeting.raiseHand()
    const hand = fill(lin.texts.hand.place, { place: 1 })
    await expect(lin.meeting.tile('Ada').getByRole('img', { name: hand })).toBeVisible()
    await ada.meeting.sendReaction('🎉')
    await expect(lin.meeting.tile('Ada').locator('[data-reaction]')).toHaveText('🎉')
    await ada.page.locator('main').click({ position: { x: 5, y: 5 } })
    await ada.page.keyboard.press('h')
    await expect(lin.meeting.tile('Ada').getByRole('img', { name: hand })).toBeHidden()
  })
})

test('the chat is used by the keyboard alone', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await lin.meeting.sendChat('First')
  await lin.meeting.sendChat('Second')

  const { keyboard } = ada.page
  await ada.page.locator('main').click({ position: { x: 5, y: 5 } })
  await keyboard.press('c')
  await expect(ada.meeting.chatField).toBeFocused()
  await expect(ada.meeting.message('Second')).toBeVisible()

  await test.step('back to a message, and an answer to it', async () => {
    for (let step = 0; step < 8 && !(await ada.meeting.message('Second').evaluate(hasFocus)); step++) {
      await keyboard.press('Shift+Tab')
    }
    await keyboard.press('ArrowUp')
    await expect(ada.meeting.message('First')).toBeFocused()
    await keyboard.press('Enter')
    await expect(ada.page.getByRole('menu')).toBeVisible()
    await keyboard.press('End')
    await ada.page.getByRole('menuitem', { name: ada.texts.chat.reply, exact: true }).press('Enter')
    await expect(ada.meeting.chatField).toBeFocused()
    await keyboard.type('Third')
    await keyboard.press('Enter')
    await expect(lin.meeting.message('Third')).toContainText('First')
  })
  await test.step('an emoji', async () => {
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await keyboard.type('rocket')
    await expect(ada.page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('Enter')
    await expect(ada.meeting.chatField).toHaveValue('🚀')
    await keyboard.press('Enter')
    await expect(lin.meeting.messages).toContainText('🚀')
  })
  await test.step('a search, and out again', async () => {
    await keyboard.press('Control+f')
    await keyboard.type('first')
    await expect(ada.meeting.message('First').first()).toBeVisible()
    await keyboard.press('Escape')
    await keyboard.press('Escape')
    await expect(ada.meeting.messages).toBeHidden()
    await expect(ada.meeting.chatButton).toBeFocused()
  })
})

test('many messages are scrolled through, and no page holds more than what is seen', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  await joinByLink(ada, inviteTo(server))
  await ada.meeting.openChat()
  for (let number = 1; number <= 60; number++) await ada.meeting.sendChat(`Message ${number}\n`.repeat(3))
  const rows = ada.meeting.messages.getByRole('article')
  await expect(ada.meeting.message('Message 60')).toBeInViewport()
  expect(await rows.count()).toBeLessThan(40)
  await rows.last().focus()
  await ada.page.keyboard.press('Home')
  await expect(ada.meeting.message(/Message 1\b/)).toBeInViewport()
  await ada.page.keyboard.press('End')
  await expect(ada.meeting.message('Message 60')).toBeInViewport()
})

function hasFocus(element: Element): boolean {
  return element === document.activeElement
}
