import { createSocket } from 'node:dgram'
import { decode, encode, type DecodedPacket, type Packet } from 'dns-packet'
import type { Log } from '../log.ts'
import { isOnNetwork, type LocalNetwork } from './local-networks.ts'

/** The way to everybody on one network. */
export interface MulticastLink {
  readonly network: LocalNetwork
  send(packet: Packet): void
  /** Idempotent. What was sent before still goes out. */
  close(): void
}

/** @param receive gets what somebody on the network has sent, and their address */
export type OpenLink = (
  network: LocalNetwork,
  receive: (packet: DecodedPacket, from: string) => void
) => MulticastLink

/** Of multicast DNS (RFC 6762, section 3). */
const GROUP = '224.0.0.251'
const PORT = 5353

/** What is larger, in bytes, or has more records, is no announcement of ours, and isn't worth reading. */
const LARGEST_PACKET = 4_096
const MOST_RECORDS = 64

/** In every name of ours, and in few of others: what printers and speakers say to each other isn't even decoded. */
const OUR_NAME = 'parley'

/** Most packets that may be ours, and are read in a second: a flood costs no more than that. */
const MOST_PACKETS = 50

/**
 * Opens a socket for multicast DNS on one network. Others on this machine have the same port, so nothing but multicast
 * is relied on. What goes wrong is logged, once a link. Without the port nothing is heard or said here.
 */
export function createOpenLink(log: Log, now: () => number): OpenLink {
  return (network, receive) => {
    // No name is ever looked up, and without waiting for it a packet is out before the app ends.
    const socket = createSocket({
      type: 'udp4',
      reuseAddr: true,
      lookup: (address, _options, found) => found(null, address, 4)
    })
    let open = true
    let complained = false
    const isWelcome = createFilter(network, now)

    function complain(error: unknown): void {
      if (open && !complained) log.warn('Meetings nearby: a network is not reached', error)
      complained = true
    }

    function fail(error: unknown): void {
      complain(error)
      close()
    }

    function close(): void {
      if (!open) return
      open = false
      socket.close()
    }

    socket.on('error', fail)
    socket.on('listening', () => {
      try {
        socket.addMembership(GROUP, network.address)
        socket.setMulticastInterface(network.address)
        socket.setMulticastTTL(255)
        // Another Parley may run on this machine.
        socket.setMulticastLoopback(true)
      } catch (error) {
        fail(error)
      }
    })
    socket.on('message', (data, from) => {
      if (!open || !isWelcome(data, from)) return
      let packet: DecodedPacket
      try {
        packet = decode(data)
      } catch {
        // Anybody can send anything.
        return
      }
      receive(packet, from.address)
    })
    try {
      socket.bind(PORT)
    } catch (error) {
      fail(error)
    }
    return {
      network,
      send(packet) {
        if (!open) return
        socket.send(encode(packet), PORT, GROUP, (error) => {
          // It may be better the next time: a firewall has other rules, or the cable is back.
          if (error !== null) complain(error)
        })
      },
      close
    }
  }
}

/** Whether a packet is worth decoding: by its size, by the records that its header promises, and by a name in it. */
export function isReadable(data: Buffer): boolean {
  if (data.length < 12 || data.length > LARGEST_PACKET) return false
  const records = [4, 6, 8, 10].reduce((sum, at) => sum + data.readUInt16BE(at), 0)
  return records <= MOST_RECORDS && data.includes(OUR_NAME)
}

/**
 * Says of each packet whether it is looked at: it comes from this network, from a responder, is worth decoding, and there
 * weren't too many.
 *
 * @param now Unix time in milliseconds
 */
export function createFilter(
  network: LocalNetwork,
  now: () => number
): (data: Buffer, from: { address: string; port: number }) => boolean {
  let second = 0
  let packets = 0
  return (data, from) => {
    if (from.port !== PORT || !isOnNetwork(from.address, network) || !isReadable(data)) return false
    const current = Math.floor(now() / 1_000)
    if (current !== second) packets = 0
    second = current
    packets += 1
    return packets <= MOST_PACKETS
  }
}
