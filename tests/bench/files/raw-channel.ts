import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'

/** As much at a time, and as much waiting, as transfers have. */
const SLICE = 65_536
const HIGH_MARK = 2 ** 20

/**
 * Sends bytes over a bare data channel between two pages, from and to nowhere: what the browser can do.
 *
 * @returns MB a second
 */
export async function rawChannelRate(sender: Page, receiver: Page, bytes: number): Promise<number> {
  const key = randomUUID()
  const offer = await sender.evaluate(openSender, key)
  const answer = await receiver.evaluate(openReceiver, { key, offer, bytes })
  const sent = sender.evaluate(sendAll, { key, answer, bytes, slice: SLICE, mark: HIGH_MARK })
  const seconds = await receiver.evaluate((key) => globalThis.rawChannels?.[key]?.received, key)
  await sent
  for (const page of [sender, receiver]) await page.evaluate(closeChannel, key)
  return bytes / 1e6 / (seconds ?? Number.NaN)
}

interface RawChannel {
  connection: RTCPeerConnection
  channel?: RTCDataChannel
  /** How long everything took to come, in seconds. */
  received?: Promise<number>
}

declare global {
  /** Those that are open in a page now: one may send to several. */
  var rawChannels: Record<string, RawChannel> | undefined
}

async function openSender(key: string): Promise<RTCSessionDescriptionInit> {
  const connection = new RTCPeerConnection()
  const channel = connection.createDataChannel('raw')
  globalThis.rawChannels = { ...globalThis.rawChannels, [key]: { connection, channel } }
  await connection.setLocalDescription()
  await new Promise<void>((resolve) => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
  })
  return connection.localDescription?.toJSON() as RTCSessionDescriptionInit
}

async function openReceiver({
  key,
  offer,
  bytes
}: {
  key: string
  offer: RTCSessionDescriptionInit
  bytes: number
}): Promise<RTCSessionDescriptionInit> {
  const connection = new RTCPeerConnection()
  const received = new Promise<number>((resolve) => {
    connection.ondatachannel = ({ channel }) => {
      channel.binaryType = 'arraybuffer'
      let left = bytes
      let beganAt = 0
      channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        if (beganAt === 0) beganAt = performance.now()
        left -= data.byteLength
        if (left <= 0) resolve((performance.now() - beganAt) / 1_000)
      }
    }
  })
  globalThis.rawChannels = { ...globalThis.rawChannels, [key]: { connection, received } }
  await connection.setRemoteDescription(offer)
  await connection.setLocalDescription()
  await new Promise<void>((resolve) => {
    if (connection.iceGatheringState === 'complete') resolve()
    connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
  })
  return connection.localDescription?.toJSON() as RTCSessionDescriptionInit
}

async function sendAll({
  key,
  answer,
  bytes,
  slice,
  mark
}: {
  key: string
  answer: RTCSessionDescriptionInit
  bytes: number
  slice: number
  mark: number
}): Promise<void> {
  const { connection, channel } = globalThis.rawChannels?.[key] ?? {}
  if (connection === undefined || channel === undefined) throw new Error('There is no channel')
  await connection.setRemoteDescription(answer)
  if (channel.readyState !== 'open') {
    await new Promise<void>((resolve) => (channel.onopen = () => resolve()))
  }
  channel.bufferedAmountLowThreshold = mark / 2
  const data = new Uint8Array(slice)
  for (let left = bytes; left > 0; left -= slice) {
    if (channel.bufferedAmount >= mark) {
      await new Promise<void>((resolve) => (channel.onbufferedamountlow = () => resolve()))
    }
    channel.send(data.subarray(0, Math.min(slice, left)))
  }
}

function closeChannel(key: string): void {
  globalThis.rawChannels?.[key]?.connection.close()
  delete globalThis.rawChannels?.[key]
}
