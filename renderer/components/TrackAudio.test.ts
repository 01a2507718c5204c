import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeTrack } from '../call/testing/fake-media.ts'
import { nextTick } from 'vue'
import { streamOf } from './media-stream.ts'
import { mountComponent } from './testing/mount-component.ts'
import TrackAudio from './TrackAudio.vue'

const track = new FakeTrack('audio', { remote: true }) as unknown as MediaStreamTrack
const setSinkId = vi.spyOn(HTMLMediaElement.prototype, 'setSinkId')
let wrapper: VueWrapper

beforeEach(() => {
  setSinkId.mockReset().mockResolvedValue()
})

afterEach(() => wrapper.unmount())

test('plays the track, until it goes', async () => {
  wrapper = mountComponent(TrackAudio, { track, speaker: null })
  await nextTick()
  const { element } = wrapper.get('audio')
  expect(element.srcObject).toBe(streamOf(track))
  expect(element.autoplay).toBe(true)
  wrapper.unmount()
  expect(element.srcObject).toBeNull()
})

test('plays through the chosen speaker, and through another when the choice changes', async () => {
  wrapper = mountComponent(TrackAudio, { track, speaker: 'headset' })
  await nextTick()
  expect(setSinkId.mock.calls).toEqual([['headset']])
  await wrapper.setProps({ speaker: 'desk' })
  expect(setSinkId.mock.calls).toEqual([['headset'], ['desk']])
})

test('plays as loud as it is wanted, and not at all when that is wanted', async () => {
  wrapper = mountComponent(TrackAudio, { track, speaker: null })
  await nextTick()
  const { element } = wrapper.get('audio')
  expect(element).toMatchObject({ volume: 1, muted: false })
  await wrapper.setProps({ volume: 0.4, muted: true })
  expect(element).toMatchObject({ volume: 0.4, muted: true })
})

test('leaves the default speaker alone', async () => {
  wrapper = mountComponent(TrackAudio, { track, speaker: null })
  await nextTick()
  expect(setSinkId).not.toHaveBeenCalled()
})

test('tells when the speaker can not be used', async () => {
  setSinkId.mockRejectedValue(new DOMException('Gone', 'NotFoundError'))
  const onSpeakerFailed = vi.fn()
  wrapper = mountComponent(TrackAudio, { track, speaker: 'headset', onSpeakerFailed })
  await nextTick()
  await nextTick()
  expect(onSpeakerFailed).toHaveBeenCalledOnce()
})

test('plays where the browser can not choose a speaker', async () => {
  const known = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId')
  try {
    wrapper = mountComponent(TrackAudio, { track, speaker: 'headset' })
    await nextTick()
    expect(wrapper.get('audio').element.srcObject).toBe(streamOf(track))
  } finally {
    if (known !== undefined) Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', known)
  }
})
