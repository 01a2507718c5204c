import { vi } from 'vitest'

const WIDTH = 340

/**
 * Gives every element a size, which the test environment has not: what shows only what is in sight shows nothing
 * otherwise. All is taken back with `vi.restoreAllMocks`.
 *
 * @param height of every element in pixels
 */
export function giveLayout(height: number): void {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(height)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(WIDTH)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(WIDTH)
}
