import type { Page } from '@playwright/test'

/** How long it took until the first picture was shown and the first sound played, at the later end; in milliseconds. */
export interface JoinTimes {
  pictures: number
  sound: number
}

/**
 * What the browser can do by itself: two connections in one page, whose signaling is a function call, between a
 * camera and a microphone that are on already. The page is the app's home; nothing else of the product runs in it.
 */
export async function bareJoin(page: Page): Promise<JoinTimes> {
  return page.evaluate(connectBare)
}

/** Runs in the page. */
async function connectBare(): Promise<JoinTimes> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720, frameRate: 30 }
  })
  const begun = performance.now()
  const near = new RTCPeerConnection()
  const far = new RTCPeerConnection()
  const ends = [near, far]
  try {
    near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate)
    far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate)
    const firsts = ends.map((end) => {
      for (const track of stream.getTracks()) if (end === near) end.addTrack(track, stream)
      const pictures = new Promise<number>((resolve) => {
        end.ontrack = ({ track }) => {
          const element = document.createElement(track.kind === 'video' ? 'video' : 'audio')
          element.autoplay = true
          element.srcObject = new MediaStream([track])
          document.body.append(element)
          if (!(element instanceof HTMLVideoElement)) return
          element.muted = true
          element.requestVideoFrameCallback((_now, { presentationTime }) => resolve(presentationTime - begun))
        }
      })
      const sound = new Promise<number>((resolve) => {
        const timer = setInterval(() => {
          const [audio] = end.getReceivers().filter(({ track }) => track.kind === 'audio')
          if ((audio?.getSynchronizationSources().length ?? 0) === 0) return
          clearInterval(timer)
          resolve(performance.now() - begun)
        }, 10)
      })
      return { pictures, sound }
    })
    await near.setLocalDescription()
    await far.setRemoteDescription(near.localDescription as RTCSessionDescription)
    for (const track of stream.getTracks()) far.addTrack(track, stream)
    await far.setLocalDescription()
    await near.setRemoteDescription(far.localDescription as RTCSessionDescription)
    return {
      pictures: Math.max(...(await Promise.all(firsts.map(({ pictures }) => pictures)))),
      sound: Math.max(...(await Promise.all(firsts.map(({ sound }) => sound))))
    }
  } finally {
    for (const end of ends) end.close()
    for (const track of stream.getTracks()) track.stop()
    for (const element of document.querySelectorAll('body > video, body > audio')) element.remove()
  }
}
