import { describe, expect, test, vi } from 'vitest'
import { FakeTrack } from '../call/testing/fake-media.ts'
import { settle } from '../call/testing/settle.ts'
import { streamOf } from './media-stream.ts'
import { mountComponent } from './testing/mount-component.ts'
import VideoTile from './VideoTile.vue'

const camera = () => new FakeTrack('video', { remote: true }) as unknown as MediaStreamTrack

const show = (props = {}) =>
  mountComponent(VideoTile, {
    id: 'peer-1',
    name: 'Grace Hopper',
    track: null,
    muted: false,
    speaking: false,
    connection: 'connected',
    ...props
  })

describe('a tile', () => {
  test('is named after its person and carries their state', () => {
    const tile = show({ muted: true, speaking: true, connection: 'unstable' })
    expect(tile.get('[role=group]').attributes()).toMatchObject({
      'aria-label': 'Grace Hopper',
      'data-peer-id': 'peer-1',
      'data-muted': 'true',
      'data-camera': 'false',
      'data-speaking': 'true',
      'data-connection': 'unstable'
    })
    tile.unmount()
  })

  test('shows the picture while the camera is on, and lets go of it after', async () => {
    const track = camera()
    const tile = show({ track })
    const { element } = tile.get('video')
    expect(element.srcObject).toBe(streamOf(track))
    expect(element.muted).toBe(true)
    await tile.setProps({ track: null })
    expect(tile.find('video').exists()).toBe(false)
    expect(element.srcObject).toBeNull()
    tile.unmount()
  })

  test('takes a new track, as after a switch of devices', async () => {
    const tile = show({ track: camera() })
    const other = camera()
    await tile.setProps({ track: other })
    expect(tile.get('video').element.srcObject).toBe(streamOf(other))
    tile.unmount()
  })

  test('mirrors only its own picture, and says whose it is', async () => {
    const tile = show({ track: camera() })
    expect(tile.get('video').classes()).not.toContain('-scale-x-100')
    expect(tile.text()).toBe('GHGrace Hopper')
    await tile.setProps({ self: true })
    expect(tile.get('video').classes()).toContain('-scale-x-100')
    expect(tile.text()).toContain('Grace Hopper (you)')
    tile.unmount()
  })

  test.each([
    ['connecting', 'Connecting…'],
    ['unstable', 'Unstable connection'],
    ['reconnecting', 'Reconnecting…'],
    ['lost', 'Out of reach']
  ])('says when the connection is %s', (connection, text) => {
    const tile = show({ connection })
    expect(tile.text()).toContain(text)
    tile.unmount()
  })

  test('has a sign of a connection that works badly, which leads to more', async () => {
    const onQuality = vi.fn()
    const quality = { grade: 'poor', reason: 'Their connection loses packets', label: 'Poor: so' }
    const tile = show({ quality, onQuality })
    const sign = tile.get('button[data-quality=poor]')
    expect([sign.attributes('aria-label'), sign.text()]).toEqual(['Poor: so', quality.reason])
    await sign.trigger('click')
    expect(onQuality).toHaveBeenCalledOnce()
    await tile.setProps({ connection: 'reconnecting' })
    expect(tile.find('[data-quality]').exists(), 'what is worse is said instead').toBe(false)
    tile.unmount()
  })

  test('mirrors its own picture only as long as that is wanted', () => {
    const tile = show({ self: true, track: camera(), mirrored: false })
    expect(tile.get('video').classes()).not.toContain('-scale-x-100')
    tile.unmount()
  })

  test('says who is pinned, and who is muted only here', () => {
    const tile = show({ pinned: true, hearing: { volume: 1, muted: true } })
    const signs = tile.findAll('[role=img]').map((sign) => sign.attributes('aria-label'))
    expect(signs).toEqual(['Muted for you', 'Pinned'])
    tile.unmount()
  })
})

describe('the menu of a tile', () => {
  const menu = () => document.querySelector('[role=dialog]')
  const rows = () => [...(menu()?.querySelectorAll('button') ?? [])]
  const row = (text: string) => rows().find((button) => button.textContent.trim() === text)

  test('opens by its button, and by a right click wherever that is', async () => {
    const tile = show()
    await tile.get('button[aria-label="Options for Grace Hopper"]').trigger('click')
    expect(menu()?.getAttribute('aria-label')).toBe('Options for Grace Hopper')
    await tile.get('button').trigger('click')
    await settle()
    expect(menu()).toBeNull()
    await tile.get('[role=group]').trigger('contextmenu', { clientX: 40, clientY: 40 })
    expect(menu()).not.toBeNull()
    tile.unmount()
  })

  test('pins, mutes for oneself and sets the volume of another', async () => {
    const [onPin, onHearing] = [vi.fn(), vi.fn()]
    const tile = show({ onPin, onHearing, hearing: { volume: 0.8, muted: false } })
    const open = () => tile.get('[role=group]').trigger('contextmenu')
    await open()
    const slider = menu()?.querySelector<HTMLInputElement>('input[type=range]')
    expect(slider?.value).toBe('80')
    slider!.value = '35'
    slider!.dispatchEvent(new Event('input'))
    expect(onHearing).toHaveBeenLastCalledWith({ volume: 0.35 })
    row('Mute for me')?.click()
    expect(onHearing).toHaveBeenLastCalledWith({ muted: true })
    await settle()
    expect(menu(), 'a choice closes it').toBeNull()
    await open()
    row('Pin')?.click()
    expect(onPin).toHaveBeenCalledOnce()
    tile.unmount()
  })

  test('hides, moves and mirrors one’s own tile', async () => {
    const [onSelfView, onMirror, onMoveCorner] = [vi.fn(), vi.fn(), vi.fn()]
    const tile = show({ self: true, selfView: 'floating', onSelfView, onMirror, onMoveCorner })
    for (const text of ['Hide from myself', "Don't mirror my picture", 'Move to the next corner']) {
      await tile.get('[role=group]').trigger('contextmenu')
      row(text)?.click()
      await settle()
    }
    expect(onSelfView).toHaveBeenCalledExactlyOnceWith('hidden')
    expect(onMirror).toHaveBeenCalledExactlyOnceWith(false)
    expect(onMoveCorner).toHaveBeenCalledOnce()
    tile.unmount()
  })
})
