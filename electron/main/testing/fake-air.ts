import { decode, encode, type DecodedPacket } from 'dns-packet'
import type { OpenLink } from '../nearby/multicast-link.ts'

interface FakeLink {
  address: string
  receive: (packet: DecodedPacket, from: string) => void
}

/** A network in memory: everybody hears what everybody sends, themselves included, as bytes that were decoded again. */
export class FakeAir {
  /** What was sent, oldest first. */
  readonly sent: { from: string; packet: DecodedPacket }[] = []
  readonly links = new Set<FakeLink>()

  readonly openLink: OpenLink = (network, receive) => {
    const link: FakeLink = { address: network.address, receive }
    this.links.add(link)
    return {
      network,
      send: (packet) => {
        if (this.links.has(link)) this.send(encode(packet), network.address)
      },
      close: () => void this.links.delete(link)
    }
  }

  /** Somebody at this address sends something. */
  send(data: Buffer, from: string): void {
    this.sent.push({ from, packet: decode(data) })
    for (const link of [...this.links]) link.receive(decode(data), from)
  }

  /** What kinds of packets were sent so far. */
  get kinds(): string[] {
    return this.sent.map(({ packet }) => {
      if (packet.type === 'query') return 'question'
      return packet.answers?.[0]?.type === 'PTR' && packet.answers[0].ttl === 0 ? 'goodbye' : 'announcement'
    })
  }
}
