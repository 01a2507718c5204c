import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import { GalleryWindow } from '../gallery/gallery-window.ts'

const test = base.extend<object, { gallery: GalleryWindow }>({
  gallery: [
    async ({}, use) => {
      const gallery = await GalleryWindow.open()
      await use(gallery)
      await gallery.close()
    },
    { scope: 'worker' }
  ]
})

/** WCAG 2.2 A and AA, and what axe calls best practices. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** Experimental: it takes a number on a button, which is hidden from screen readers, for part of its name. */
const NOT_JUDGED = ['label-content-name-mismatch']

/** A menu that is open has the focus, and stands outside of the page's landmarks on purpose. */
const OPEN_MENU = /^region: <div data-reka-popper/

/** A meeting is dark in both themes, so its states are judged once. */
const ALWAYS_DARK = /^(?:meeting|people|share)/

/** As most states are looked at, in pixels. */
const SIZE = { width: 1120, height: 760 }

/** The smallest that a window may be among them. */
const NARROW = [
  { width: 900, height: 600 },
  { width: 480, height: 360 }
]

/** One state that is wrong keeps no other from being looked at. */
const softly = expect.configure({ soft: true, timeout: 5_000 })

// Opening a state takes longest by far, so that all is looked at while it is open.
test.describe.configure({ timeout: 720_000 })

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'zh-CN']
] as const) {
  test(`nobody is shut out of any state, and nothing is wider than the window: ${theme}, ${language}`, async ({
    gallery
  }) => {
    const { page } = gallery
    // Colours are judged as they are at rest, and tiles in their places.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const states = (await gallery.states()).filter((state) => theme === 'light' || !ALWAYS_DARK.test(state))
    for (const state of states) {
      await page.setViewportSize(SIZE)
      softly(await gallery.show(state, { theme, language }), `${state}: the console`).toEqual([])
      // Electron opens no second page, in which axe would otherwise put its findings together.
      const { violations } = await new AxeBuilder({ page })
        .withTags(RULES)
        .disableRules(NOT_JUDGED)
        .setLegacyMode()
        .analyze()
      const found = violations
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
        .filter((finding) => !OPEN_MENU.test(finding))
      softly(found, `${state}: axe`).toEqual([])
      for (const size of NARROW) {
        await page.setViewportSize(size)
        await softly
          .poll(() => page.evaluate(overflowing), { message: `${state} at ${size.width}x${size.height}` })
          .toEqual([])
      }
    }
  })
}

/** Elements that can be scrolled sideways, or would have to be; text that is cut with an ellipsis is not meant. */
function overflowing(): string[] {
  const cut = (element: Element) => getComputedStyle(element).textOverflow === 'ellipsis'
  return (
    [...document.querySelectorAll<HTMLElement>('body, body *')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
      // A badge may stand out of its button; what stands out too far is cut, or scrolled, further up.
      .filter((element) => getComputedStyle(element).overflowX !== 'visible' && !cut(element))
      // A shared screen that was zoomed is moved about by whoever looks at it.
      .filter((element) => element.closest('[data-pannable]') === null)
      .filter((element) => !(element instanceof HTMLInputElement) && !element.classList.contains('sr-only'))
      .map((element) => element.outerHTML.slice(0, 160))
  )
}
