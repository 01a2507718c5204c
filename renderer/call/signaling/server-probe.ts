import { fail, succeed, type Result } from '../../../protocol/result.ts'
import { iceServersReplySchema, PROTOCOL_VERSION } from '../../../protocol/signaling.ts'
import type { CallFailureReason } from '../call-error.ts'
import type { ProbedServer, ServerProbe } from '../check/server-probe-port.ts'
import type { Clock } from '../clock.ts'
import { median } from '../check/median.ts'
import { createSignalingSocket, requestOf, type SignalingSocket } from './signaling-socket.ts'

/** How many acknowledged requests the round trip is the median of. */
const REQUESTS = 5

/**
 * Asks a signaling server by a socket of its own, which joins no room and is closed when the answer is there.
 *
 * @param server origin of the server
 */
export function createServerProbe(server: string, clock: Clock): ServerProbe {
  return async (signal) => {
    const socket = createSignalingSocket(server)
    // The first failure is the answer, so nothing is to reconnect.
    socket.io.reconnection(false)
    // Whoever waits for the socket to open or for an acknowledgement is told at once.
    const abandoned = new Promise<Result<never, CallFailureReason>>((resolve) => {
      signal.addEventListener('abort', () => resolve(fail('server-unreachable', 'The check was cancelled')), {
        once: true
      })
    })
    try {
      return await Promise.race([ask(socket, clock), abandoned])
    } finally {
      socket.removeAllListeners()
      socket.disconnect()
    }
  }
}

async function ask(socket: SignalingSocket, clock: Clock): Promise<Result<ProbedServer, CallFailureReason>> {
  if (!(await open(socket))) return fail('server-unreachable', 'The signaling server does not answer')
  const times: number[] = []
  for (;;) {
    const sent = clock.now()
    const answer = await requestOf(socket, iceServersReplySchema, (waiting) =>
      waiting.emitWithAck('ice:servers', { protocol: PROTOCOL_VERSION })
    )
    if (!answer.ok) return answer
    times.push(clock.now() - sent)
    if (times.length === REQUESTS) {
      return succeed({ roundTrip: median(times), iceServers: answer.value.iceServers })
    }
  }
}

function open(socket: SignalingSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(true))
    socket.on('connect_error', () => resolve(false))
    socket.connect()
  })
}
