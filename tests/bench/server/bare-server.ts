import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import {
  SIGNALING_PATH,
  type ClientToServerEvents,
  type RosterEntry,
  type ServerToClientEvents
} from '../../../protocol/signaling.ts'

/** As long as the resume tokens that the load is given. */
const RESUME = 'r'.repeat(200)

/**
 * What socket.io does by itself: rooms, and messages from one socket to another. They say what those of the protocol
 * say, and are as long, but nothing is checked, limited, signed or logged. Tells its parent its origin.
 */
const httpServer = createServer()
const io = new Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, RosterEntry>(
  httpServer,
  { path: SIGNALING_PATH, serveClient: false, transports: ['websocket'] }
)

io.on('connection', (socket) => {
  socket.on('room:join', ({ room, name }, acknowledge) => {
    const { sockets, adapter } = io.sockets
    const peers = [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id)?.data ?? [])
    const role = peers.length === 0 ? 'host' : 'participant'
    const self: RosterEntry = { id: socket.id, name, joinedAt: Date.now(), role, color: 123 }
    socket.data = self
    socket.to(room).emit('peer:joined', self)
    void socket.join(room)
    const { id, joinedAt, color } = self
    acknowledge({
      ok: true,
      value: {
        self: { id, resume: RESUME, joinedAt, role, color },
        peers,
        state: { locked: false, password: false, waitingRoom: false },
        waiting: [],
        iceServers: [],
        iceLifetime: null,
        limits: { room: 25 }
      }
    })
  })
  socket.on('peer:signal', ({ to, ...signal }, acknowledge) => {
    io.to(to).emit('peer:signal', { from: socket.id, ...signal })
    acknowledge({ ok: true, value: { delivered: true } })
  })
})

httpServer.listen(0, '127.0.0.1', () => {
  const { port } = httpServer.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}`)
})
