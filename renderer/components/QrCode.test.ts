import { expect, test } from 'vitest'
import { mountComponent } from './testing/mount-component.ts'
import QrCode from './QrCode.vue'

test('a code has a name, its three finders and a quiet zone of four modules', () => {
  const wrapper = mountComponent(QrCode, {
    text: 'https://meet.example.org/r/modi-kafu-ruse',
    label: 'QR code'
  })
  const svg = wrapper.get('svg[role=img][aria-label="QR code"]')
  const size = Number(svg.attributes('viewBox')?.split(' ')[2])
  const dark = new Set(
    svg
      .get('path')
      .attributes('d')
      ?.match(/M\d+ \d+/g)
  )
  // The outer ring of a finder is seven dark modules wide.
  for (const [left, top] of [
    [4, 4],
    [size - 11, 4],
    [4, size - 11]
  ] as const) {
    for (let step = 0; step < 7; step++) expect(dark).toContain(`M${left + step} ${top}`)
  }
  for (const module of dark) {
    for (const place of module.slice(1).split(' ').map(Number)) {
      expect(place).toBeGreaterThanOrEqual(4)
      expect(place).toBeLessThan(size - 4)
    }
  }
  wrapper.unmount()
})
