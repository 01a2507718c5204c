import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { isLoopback } from '../signaling/remote-address.ts'

/**
 * Calls back once, with the first connection from another machine. One from this machine tells nothing of a firewall,
 * also when it goes to the address on the network.
 */
export function onFirstVisitor(server: Server, listener: () => void): void {
  const look = ({ remoteAddress = '', localAddress }: Socket) => {
    if (remoteAddress === '' || isLoopback(remoteAddress) || remoteAddress === localAddress) return
    server.off('connection', look)
    listener()
  }
  server.on('connection', look)
}
