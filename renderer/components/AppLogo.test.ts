import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import AppLogo from './AppLogo.vue'
import { mountComponent } from './testing/mount-component.ts'

test('the page begins with the logo that home draws in its place', async () => {
  const page = new DOMParser().parseFromString(await readFile('renderer/index.html', 'utf8'), 'text/html')
  const first = page.querySelector('#app svg')
  const logo = mountComponent(AppLogo, {})
  const drawing = (svg: Element | null | undefined) =>
    [...(svg?.children ?? [])].map((shape) => [
      shape.tagName,
      ...shape.getAttributeNames().map((name) => shape.getAttribute(name))
    ])
  expect(drawing(first)).toEqual(drawing(logo.get('svg').element))
  expect(first?.getAttribute('class')).toBe(logo.get('svg').element?.getAttribute('class'))
  expect(first?.nextElementSibling?.textContent).toBe(logo.text())
  logo.unmount()
})
