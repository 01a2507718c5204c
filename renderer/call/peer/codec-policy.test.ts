import { describe, expect, test } from 'vitest'
import { pickCodec, preferCodecs } from './codec-policy.ts'

const codec = (name: string, sdpFmtpLine?: string): RTCRtpCodec => ({
  mimeType: `video/${name}`,
  clockRate: 90_000,
  ...(sdpFmtpLine === undefined ? {} : { sdpFmtpLine })
})

const VP8 = codec('VP8')
const VP9 = codec('VP9', 'profile-id=0')
const OLD_H264 = codec('H264', 'packetization-mode=0;profile-level-id=42e01f')
const H264 = codec('H264', 'packetization-mode=1;profile-level-id=42e01f')
const AV1 = codec('AV1')
const RTX = codec('rtx')

describe('the preference', () => {
  test.each([
    ['nothing', [], ['video/vp8']],
    ['H.264, as most laptops', ['video/h264'], ['video/h264', 'video/vp8']],
    [
      'everything',
      ['video/vp8', 'video/h264', 'video/av1', 'video/vp9'],
      ['video/av1', 'video/vp9', 'video/h264', 'video/vp8']
    ],
    ['what nobody knows', ['video/none'], ['video/vp8']]
  ])('where hardware encodes %s', (_name, efficient, preference) => {
    expect(preferCodecs(new Set(efficient))).toEqual(preference)
  })
})

describe('the codec', () => {
  test.each<[string, RTCRtpCodec[], string[], RTCRtpCodec | null]>([
    [
      'hardware, where both sides have it',
      [VP8, RTX, VP9, OLD_H264, H264],
      ['video/h264', 'video/vp8'],
      H264
    ],
    ['software, where the other side hasn’t', [VP9, VP8], ['video/h264', 'video/vp8'], VP8],
    ['the cheapest in software, whatever the other side would rather', [H264, VP9, VP8], ['video/vp8'], VP8],
    ['none of those that nobody prefers', [VP9, AV1], ['video/vp8'], null],
    ['none before any are agreed on', [], ['video/h264', 'video/vp8'], null]
  ])('is %s', (_name, agreed, preference, picked) => {
    expect(pickCodec(agreed, preference)).toBe(picked)
  })
})
