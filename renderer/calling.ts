import type { DesktopApi } from '../protocol/desktop.ts'
import { Call } from './call/call.ts'
import { ConnectionCheck } from './call/check/connection-check.ts'
import type { Clock } from './call/clock.ts'
import type { Logger } from './call/logger.ts'
import { LocalMedia } from './call/media/local-media.ts'
import { playTestTone } from './call/media/test-tone.ts'
import { ConnectionFactory } from './call/peer/connection-factory.ts'
import { CodecChoice } from './call/peer/codec-choice.ts'
import { createServerProbe } from './call/signaling/server-probe.ts'
import { createSocketSignaling } from './call/signaling/socket-signaling.ts'
import { SendBudget } from './call/topology/send-budget.ts'
import { watchPressure, type PressureObserverConstructor } from './call/topology/watch-pressure.ts'
import { findFiles } from './desktop/files.ts'

/** Only Chromium has it. */
const { PressureObserver } = globalThis as { PressureObserver?: PressureObserverConstructor }

export type Calling = ReturnType<typeof createCalling>

/**
 * The part of the composition root that wires the call. It comes with the page of a meeting, so that home needn't
 * wait for it.
 */
export function createCalling(desktop: DesktopApi, clock: Clock, logger: Logger) {
  const files = findFiles(desktop)
  const codecs = new CodecChoice(navigator.mediaCapabilities, logger)
  const budget = new SendBudget(navigator.hardwareConcurrency)
  // It outlives each meeting, so it hears of another network outside of them as well.
  desktop.onNetworkChanged(() => budget.forgetLine())
  return {
    createMedia: () =>
      new LocalMedia({
        devices: navigator.mediaDevices,
        createAudioContext: createMeteringContext,
        requestAccess: (kind) => desktop.requestDeviceAccess(kind),
        pollDevices: /Linux(?!.*Android)/.test(navigator.userAgent),
        clock,
        logger
      }),
    createCall: (server: string, media: LocalMedia) => {
      const connections = new ConnectionFactory(logger)
      // In the lobby, so that it is known when the first picture is sent.
      void codecs.look()
      return new Call({
        signaling: createSocketSignaling({ server, clock, logger }),
        media,
        budget,
        codecs,
        watchPressure: (onChange) => watchPressure(PressureObserver, onChange, logger),
        files,
        createConnection: (configuration) => connections.create(configuration),
        prepareConnections: () => void connections.prepare(),
        createId,
        clock,
        logger
      })
    },
    createConnectionCheck: (server: string | null, gentle: boolean) =>
      new ConnectionCheck({
        probe: server === null ? null : createServerProbe(server, clock),
        createConnection: (configuration) => new RTCPeerConnection(configuration),
        gentle,
        clock,
        logger
      }),
    probeServer: (server: string, signal: AbortSignal) => createServerProbe(server, clock)(signal),
    playTestTone: (speaker: string | null) => playTestTone(new AudioContext(), new Audio(), speaker)
  }
}

/**
 * For levels that are read now and then, and played nowhere: without an output (W3C Web Audio, `AudioSinkOptions`) no device
 * is kept awake, and in large blocks, not 375 a second.
 */
function createMeteringContext(): AudioContext {
  // TypeScript doesn't have `sinkId` yet; browsers that don't have it either take the output.
  const options: AudioContextOptions & { sinkId: { type: 'none' } } = {
    latencyHint: 'playback',
    sinkId: { type: 'none' }
  }
  return new AudioContext(options)
}

/** 128 random bits. `crypto.randomUUID` would be missing on origins that aren't secure. */
function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0')
  ).join('')
}
