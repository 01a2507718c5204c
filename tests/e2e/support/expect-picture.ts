import type { Locator } from '@playwright/test'
import { pixelOf } from '../pages/share-page.ts'
import { expect } from './fixtures.ts'

export const RED = { css: '#c81e1e', rgb: [200, 30, 30] }
export const BLUE = { css: '#1e3cc8', rgb: [30, 60, 200] }

/** How far a colour may be from what was shown: encoding changes it a little. */
const TOLERANCE = 16

/** Waits until a place of a picture has a colour. */
export async function expectColor(screen: Locator, rgb: readonly number[], x = 0.25, y = 0.6): Promise<void> {
  await expect(async () => {
    const pixel = await pixelOf(screen, x, y)
    expect(pixel, 'a picture').not.toBeNull()
    const distance = Math.max(...rgb.map((part, index) => Math.abs(part - (pixel?.[index] ?? 999))))
    expect(distance, `${String(pixel)} is ${String(rgb)}`).toBeLessThan(TOLERANCE)
  }).toPass({ timeout: 20_000 })
}

/** Waits until a picture changes: the right half of a shown window does all the time. */
export async function expectChange(screen: Locator): Promise<void> {
  const before = await pixelOf(screen, 0.95, 0.95)
  await expect.poll(() => pixelOf(screen, 0.95, 0.95)).not.toEqual(before)
}
