import type { VueWrapper } from '@vue/test-utils'
import { h, nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import StageTiles from './StageTiles.vue'
import { mountComponent } from './testing/mount-component.ts'

const PEOPLE = Array.from({ length: 12 }, (_, index) => `person-${index}`)

type Tell = (entries: { contentRect: { width: number; height: number } }[]) => void

/** Tells at once that the stage has a size: the test environment lays nothing out. */
class SizedObserver {
  readonly #tell: Tell

  constructor(tell: Tell) {
    this.#tell = tell
  }

  observe(): void {
    this.#tell([{ contentRect: { width: 800, height: 450 } }])
  }

  unobserve(): void {}

  disconnect(): void {}
}

let stage: VueWrapper
const onCorner = vi.fn()
const onShowAll = vi.fn()

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue()
  vi.stubGlobal('ResizeObserver', SizedObserver)
})

afterEach(() => {
  stage.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  onCorner.mockReset()
  onShowAll.mockReset()
})

async function show(props: Record<string, unknown>): Promise<void> {
  stage = mountComponent(
    StageTiles,
    { label: 'People', focus: [], onCorner, onShowAll, ...props },
    { default: (({ tile }: { tile: string }) => h('span', tile)) as () => unknown }
  )
  await nextTick()
}

const place = (tile: string) =>
  stage.findAll<HTMLElement>('.absolute').find((element) => element.text() === tile)!.element

const floating = (corner: string) => ({ tile: 'person-0', corner })

test('keeps the element of everybody when the layout changes', async () => {
  await show({ tiles: PEOPLE.slice(0, 3) })
  const before = PEOPLE.slice(0, 3).map(place)
  const { width } = place('person-2').style
  await stage.setProps({ focus: ['person-2'] })
  expect(PEOPLE.slice(0, 3).map(place)).toEqual(before)
  expect(parseInt(place('person-2').style.width)).toBeGreaterThan(parseInt(width))
})

test('says how many the strip has no room for, and shows them on demand', async () => {
  await show({ tiles: PEOPLE, focus: ['person-3'] })
  const more = stage.get('button')
  const shown = stage.findAll('.absolute').length - 1
  expect(more.text()).toBe(`+${PEOPLE.length - shown}`)
  expect(more.attributes('aria-label')).toBe(`Show everybody: ${PEOPLE.length - shown} more people`)
  await more.trigger('click')
  expect(onShowAll).toHaveBeenCalledOnce()
})

test('lets the floating tile be dragged to another corner', async () => {
  await show({ tiles: PEOPLE.slice(0, 3), floating: floating('bottom-right') })
  const tile = place('person-0')
  const at = (type: string, clientX: number, clientY: number) =>
    tile.dispatchEvent(new PointerEvent(type, { clientX, clientY, button: 0, bubbles: true }))
  const resting = tile.style.transform
  at('pointerdown', 700, 400)
  at('pointermove', 100, 60)
  await nextTick()
  expect(tile.style.transform).not.toBe(resting)
  at('pointerup', 100, 60)
  expect(onCorner).toHaveBeenCalledExactlyOnceWith('top-left')
  await nextTick()
  expect(tile.style.transform, 'back, until the corner is changed').toBe(resting)
})

test('takes a click on the floating tile for a click', async () => {
  await show({ tiles: PEOPLE.slice(0, 3), floating: floating('bottom-right') })
  const tile = place('person-0')
  for (const type of ['pointerdown', 'pointermove', 'pointerup']) {
    tile.dispatchEvent(new PointerEvent(type, { clientX: 700, clientY: 401, button: 0 }))
  }
  expect(onCorner).not.toHaveBeenCalled()
})

test('moves the floating tile by the arrow keys, and no other', async () => {
  await show({ tiles: PEOPLE.slice(0, 3), floating: floating('bottom-right') })
  const press = (tile: string, key: string) =>
    place(tile).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }))
  expect(press('person-0', 'ArrowUp'), 'whether the page may scroll').toBe(false)
  expect(onCorner).toHaveBeenCalledExactlyOnceWith('top-right')
  press('person-0', 'Enter')
  press('person-1', 'ArrowUp')
  expect(onCorner).toHaveBeenCalledOnce()
})
