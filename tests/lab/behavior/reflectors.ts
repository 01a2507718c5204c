import { SERVER, SERVER_WITHOUT_RELAY } from '../network/addresses.ts'

/** Where datagrams are answered: two ports of one address, and one of another. */
export const REFLECTORS = [
  { address: SERVER, port: 7_000 },
  { address: SERVER, port: 7_001 },
  { address: SERVER_WITHOUT_RELAY, port: 7_000 }
] as const

/** The places of `REFLECTORS`. */
export const FIRST = 0
export const OTHER_PORT = 1
export const OTHER_ADDRESS = 2

/** Where connections are accepted, on a port that means nothing to anybody. */
export const TCP_REFLECTOR = { address: SERVER, port: 7_002 }

/** Where connections are accepted on the port of secure web pages. */
export const TLS_SERVER = { address: SERVER, port: 443 }
