import { expect, test } from './support/fixtures.ts'
import { inviteTo, meet } from './support/meet.ts'

/** Far less than the 30 seconds of grace that somebody has whose connection breaks, in milliseconds. */
const AT_ONCE = 10_000

test('who closes the window is gone for the others at once', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)

  await lin.close()
  await expect(ada.meeting.tile('Lin')).toBeHidden({ timeout: AT_ONCE })
  await expect(ada.meeting.tile('Ada')).toBeVisible()
})
