import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { SIGNALING_PATH } from '../../../protocol/signaling.ts'

/**
 * What socket.io does by itself: rooms, and messages from one socket to another, in the shape of the protocol, with
 * nothing checked, limited, remembered or logged. Tells its parent its origin.
 */
const httpServer = createServer()
const io = new Server(httpServer, { path: SIGNALING_PATH, serveClient: false, transports: ['websocket'] })

io.on('connection', (socket) => {
  socket.on(
    'room:join',
    ({ room, name }: { room: string; name: string }, acknowledge: (reply: unknown) => void) => {
      const peers = [...(io.of('/').adapter.rooms.get(room) ?? [])].map((id) => ({ id }))
      socket.to(room).emit('peer:joined', { id: socket.id, name })
      void socket.join(room)
      acknowledge({ ok: true, value: { self: { id: socket.id }, peers } })
    }
  )
  socket.on('peer:signal', ({ to, ...signal }: { to: string }, acknowledge: (reply: unknown) => void) => {
    io.to(to).emit('peer:signal', { from: socket.id, ...signal })
    acknowledge({ ok: true, value: { delivered: true } })
  })
})

httpServer.listen(0, '127.0.0.1', () => {
  const { port } = httpServer.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}`)
})
