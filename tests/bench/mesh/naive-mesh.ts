import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { whyNoSandboxHere } from '../../../build/scripts/electron-sandbox.ts'
import { PROJECT } from '../../../build/scripts/project.ts'
import { installProbe } from '../../e2e/support/probe.ts'
import { createProfile, removeProfile } from '../../e2e/support/profile.ts'
import { usedRuntime } from '../../e2e/support/used-runtime.ts'
import type { Mesh, MeshWindow } from './mesh-window.ts'

const BARE_APP = join(PROJECT, 'tests/bench/bare-app')

/** How long it may take until all windows are open and their connections described, in milliseconds. */
const LIMIT = 300_000

const VIDEOS = 'video:not([data-own])'

interface LaunchedApp {
  app: ElectronApplication
  profile: string
}

/** What the page of a window keeps: a connection to each of the others, by their number. */
interface NaivePage {
  open: (other: number) => RTCPeerConnection
  connections: Map<number, RTCPeerConnection>
}

declare global {
  var naivePage: NaivePage | undefined
}

/**
 * People in windows of an app that does nothing but what a mesh needs: each sends a camera of 1280x720 to each other one,
 * as it is, and shows all of them.
 */
export async function openNaiveMesh(size: number): Promise<Mesh> {
  const windows: MeshWindow[] = []
  const launched: LaunchedApp[] = []
  const close = async () => {
    await Promise.all(launched.map(({ app }) => app.close().catch(() => undefined)))
    await Promise.all(launched.map(({ profile }) => removeProfile(profile)))
  }
  // What waits for a page that a full machine never gets to fails when its app is closed.
  const timer = setTimeout(() => void close().catch(() => undefined), LIMIT)
  try {
    for (let number = 0; number < size; number++) {
      const one = await launch()
      launched.push(one)
      const window = await openWindow(one)
      windows.push(window)
      await window.page.evaluate(prepare, size)
    }
    for (const [near, { page }] of windows.entries()) {
      for (const [far, other] of windows.entries()) if (near < far) await connect(page, near, other.page, far)
    }
    return { windows, close }
  } catch (error) {
    await close()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function launch(): Promise<LaunchedApp> {
  const runtime = usedRuntime()
  const profile = await createProfile({ name: '' })
  const app: ElectronApplication = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      BARE_APP,
      `--user-data-dir=${profile}`,
      '--use-fake-device-for-media-stream=device-count=1,fps=30',
      ...(whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox'])
    ]
  })
  return { app, profile }
}

async function openWindow({ app }: LaunchedApp): Promise<MeshWindow> {
  const page = await app.firstWindow()
  await page.waitForLoadState()
  await page.evaluate(installProbe, {})
  return { app, page, videos: VIDEOS }
}

/** Candidates are gathered before a description goes: nothing is measured until everybody is connected. */
async function connect(near: Page, nearNumber: number, far: Page, farNumber: number): Promise<void> {
  const offer = await near.evaluate(describe, { other: farNumber, description: null })
  const answer = await far.evaluate(describe, { other: nearNumber, description: offer })
  await near.evaluate(accept, { other: farNumber, answer })
}

/** Runs in the page: the camera, and how a connection is made. */
async function prepare(size: number): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 1280, height: 720, frameRate: 30 }
  })
  const columns = Math.ceil(Math.sqrt(size))
  document.body.style.cssText = `margin: 0; display: grid; grid-template-columns: repeat(${columns}, 1fr)`
  const show = (shown: MediaStream, own: boolean) => {
    const video = document.createElement('video')
    video.autoplay = true
    video.muted = own
    video.style.width = '100%'
    video.srcObject = shown
    if (own) video.dataset.own = ''
    document.body.append(video)
  }
  show(stream, true)
  const connections = new Map<number, RTCPeerConnection>()
  globalThis.naivePage = {
    connections,
    open: (other) => {
      const connection = new RTCPeerConnection()
      connections.set(other, connection)
      for (const track of stream.getTracks()) connection.addTrack(track, stream)
      connection.ontrack = ({ track, streams: [theirs] }) => {
        if (track.kind === 'video' && theirs !== undefined) show(theirs, false)
      }
      return connection
    }
  }
}

/** Runs in the page: an offer, or the answer to one, with all candidates. */
async function describe({
  other,
  description
}: {
  other: number
  description: RTCSessionDescriptionInit | null
}): Promise<RTCSessionDescriptionInit> {
  const connection = globalThis.naivePage?.open(other)
  if (connection === undefined) throw new Error('The page is not prepared')
  if (description !== null) await connection.setRemoteDescription(description)
  await connection.setLocalDescription()
  await new Promise<void>((resolve) => {
    const look = () => connection.iceGatheringState === 'complete' && resolve()
    connection.addEventListener('icegatheringstatechange', look)
    look()
  })
  return connection.localDescription?.toJSON() as RTCSessionDescriptionInit
}

/** Runs in the page. */
async function accept({
  other,
  answer
}: {
  other: number
  answer: RTCSessionDescriptionInit
}): Promise<void> {
  await globalThis.naivePage?.connections.get(other)?.setRemoteDescription(answer)
}
