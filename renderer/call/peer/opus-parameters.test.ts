import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withOpusParameters } from './opus-parameters.ts'

const AUDIO = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 63 111 0',
  'a=mid:0',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:0 PCMU/8000'
]
const VIDEO = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 VP8/90000', 'a=fmtp:96 x=1']
const sdp = (...sections: string[][]) => ['v=0', ...sections.flat(), ''].join('\r\n')

test('speech has silence left out, and shared sound two channels', () => {
  const lines = withOpusParameters(sdp(AUDIO, VIDEO, VIDEO, AUDIO)).split('\r\n')
  expect(lines.filter((line) => line.startsWith('a=fmtp:111'))).toEqual([
    'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1',
    'a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;maxaveragebitrate=128000'
  ])
})

test('the parameters may come before the name', () => {
  const firefox = [
    'm=audio 9 UDP/TLS/RTP/SAVPF 109',
    'a=fmtp:109 maxplaybackrate=48000',
    'a=rtpmap:109 opus/48000/2'
  ]
  expect(withOpusParameters(sdp(firefox)).split('\r\n')).toContain(
    'a=fmtp:109 maxplaybackrate=48000;useinbandfec=1;usedtx=1'
  )
})

test('everything else stays as it was, and once is enough', () => {
  const before = sdp(AUDIO, VIDEO)
  const after = withOpusParameters(before)
  const others = (text: string) => text.split('\r\n').filter((line) => !line.startsWith('a=fmtp:111'))
  expect(others(after)).toEqual(others(before))
  expect(withOpusParameters(after)).toBe(after)
})

test('whatever is no description of Opus is left alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(withOpusParameters(text)).toBe(text)
    })
  )
})
