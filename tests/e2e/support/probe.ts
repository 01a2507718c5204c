/** What the probe remembers of a page since it was loaded. */
export interface Probe {
  /** Every peer connection that was made, closed ones too. */
  connections: RTCPeerConnection[]
  /** Every track that a device gave, stopped ones too. */
  tracks: MediaStreamTrack[]
}

export interface ProbeOptions {
  /** Lets every connection go through TURN servers only, as on a network that allows nothing else. */
  relayOnly?: boolean
}

declare global {
  var mediaProbe: Probe | undefined
}

/**
 * Runs in the page before its own scripts. It watches from outside what the product does with the browser, so
 * a test doesn't have to believe what the product says of itself.
 */
export function installProbe({ relayOnly = false }: ProbeOptions = {}): void {
  const probe: Probe = { connections: [], tracks: [] }
  globalThis.mediaProbe = probe

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(relayOnly ? { ...configuration, iceTransportPolicy: 'relay' } : configuration)
      probe.connections.push(this)
    }
  }

  const devices = globalThis.MediaDevices?.prototype as MediaDevices | undefined
  if (devices === undefined) return
  for (const method of ['getUserMedia', 'getDisplayMedia'] as const) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the right `this` below
    const original = devices[method]
    devices[method] = async function (this: MediaDevices, constraints) {
      const stream = await original.call(this, constraints)
      probe.tracks.push(...stream.getTracks())
      return stream
    }
  }
}
