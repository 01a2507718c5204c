import { connect, type Socket } from 'node:net'

/** How long the bus may take, in milliseconds. It is on the same machine. */
const PATIENCE = 1_000

/** Codes of the header's fields (D-Bus Specification, Header Fields). */
const FIELD = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 }

const METHOD_CALL = 1
const METHOD_RETURN = 2
const ERROR = 3
/** Starts no service that isn't there. */
const NO_AUTO_START = 2
/** Bytes of a header before its fields. */
const FIXED = 16
/** Longer answers than this aren't to what is asked here. */
const LONGEST = 65_536

/** A property of an object on the bus. */
export interface BusProperty {
  service: string
  path: string
  interface: string
  name: string
}

/**
 * Reads a property of somebody on the session bus that is true or false. This is as much of D-Bus as the app needs, on
 * Node's own sockets: programs that ask it aren't there on every desktop, and what they print isn't promised.
 *
 * @param addresses as in DBUS_SESSION_BUS_ADDRESS
 * @returns null when there is nobody by that name, or the property isn't one of theirs
 * @throws when there is no bus, or it doesn't answer within a second
 */
export async function readBusFlag(addresses: string, property: BusProperty): Promise<boolean | null> {
  const paths = socketPaths(addresses)
  if (paths.length === 0) throw new Error('The session bus has no address that is known here')
  let failure: unknown
  for (const path of paths) {
    try {
      return await ask(connect(path), property)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** Paths of the sockets among the addresses; an abstract one begins with a zero, as Node wants it. */
function socketPaths(addresses: string): string[] {
  return addresses.split(';').flatMap((address) => {
    const [, values] = /^unix:(.*)$/.exec(address) ?? []
    const [, kind, escaped = ''] = /(?:^|,)(path|abstract)=([^,]*)/.exec(values ?? '') ?? []
    if (kind === undefined) return []
    return [(kind === 'abstract' ? '\0' : '') + decodeURIComponent(escaped)]
  })
}

/** Closes the socket in the end. */
function ask(socket: Socket, property: BusProperty): Promise<boolean | null> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    let authenticated = false
    const timer = setTimeout(() => end(() => reject(new Error('The session bus does not answer'))), PATIENCE)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      socket.destroy()
      settle()
    }
    socket.on('error', (error) => end(() => reject(error)))
    socket.on('close', () => end(() => reject(new Error('The session bus has hung up'))))
    socket.on('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    })
    socket.on('data', (data) => {
      received = Buffer.concat([received, data])
      try {
        if (!authenticated) {
          const line = received.indexOf('\r\n')
          if (line === -1) return
          if (!received.toString('latin1', 0, line).startsWith('OK '))
            throw new Error('The session bus refuses')
          received = received.subarray(line + 2)
          authenticated = true
          socket.write(Buffer.concat([Buffer.from('BEGIN\r\n'), hello(), getProperty(property)]))
        }
        for (let message = cut(received); message !== null; message = cut(received)) {
          received = received.subarray(message.length)
          const answer = readAnswer(message)
          if (answer !== undefined) return end(() => resolve(answer))
        }
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    })
  })
}

const HELLO = 1
const GET = 2

/** The bus takes nothing from anybody who hasn't said this. */
function hello(): Buffer {
  return methodCall(HELLO, {
    [FIELD.path]: '/org/freedesktop/DBus',
    [FIELD.interface]: 'org.freedesktop.DBus',
    [FIELD.member]: 'Hello',
    [FIELD.destination]: 'org.freedesktop.DBus'
  })
}

function getProperty({ service, path, interface: owner, name }: BusProperty): Buffer {
  const fields = {
    [FIELD.path]: path,
    [FIELD.interface]: 'org.freedesktop.DBus.Properties',
    [FIELD.member]: 'Get',
    [FIELD.destination]: service,
    [FIELD.signature]: 'ss'
  }
  const first = textValue(owner)
  return methodCall(GET, fields, Buffer.concat([first, padding(first.length, 4), textValue(name)]))
}

/** A message in little-endian order. */
function methodCall(
  serial: number,
  fields: Readonly<Record<number, string>>,
  body: Buffer = Buffer.alloc(0)
): Buffer {
  let list: Buffer = Buffer.alloc(0)
  for (const [code, value] of Object.entries(fields)) {
    const type = Number(code) === FIELD.path ? 'o' : Number(code) === FIELD.signature ? 'g' : 's'
    const head = Buffer.from([Number(code), 1, type.charCodeAt(0), 0])
    const content =
      type === 'g'
        ? Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)])
        : textValue(value)
    list = Buffer.concat([list, padding(list.length, 8), head, content])
  }
  const start = Buffer.alloc(FIXED)
  start.write('l')
  start.writeUInt8(METHOD_CALL, 1)
  start.writeUInt8(NO_AUTO_START, 2)
  start.writeUInt8(1, 3)
  start.writeUInt32LE(body.length, 4)
  start.writeUInt32LE(serial, 8)
  start.writeUInt32LE(list.length, 12)
  return Buffer.concat([start, list, padding(list.length, 8), body])
}

/** A string, and an object's path: its length, the letters, and a zero. */
function textValue(text: string): Buffer {
  const letters = Buffer.from(`${text}\0`)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(letters.length - 1)
  return Buffer.concat([length, letters])
}

function padding(length: number, boundary: number): Buffer {
  return Buffer.alloc((boundary - (length % boundary)) % boundary)
}

/** The first message of what was received; null while a part of it is missing. */
function cut(received: Buffer): Buffer | null {
  if (received.length < FIXED) return null
  if (received.toString('latin1', 0, 1) !== 'l') throw new Error('The session bus has another order of bytes')
  const length = bodyStart(received) + received.readUInt32LE(4)
  if (length > LONGEST) throw new Error('The session bus says too much')
  return received.length < length ? null : received.subarray(0, length)
}

function bodyStart(message: Buffer): number {
  return FIXED + Math.ceil(message.readUInt32LE(12) / 8) * 8
}

/** The flag of the answer; null in an error, undefined in any other message. */
function readAnswer(message: Buffer): boolean | null | undefined {
  if (replySerial(message) !== GET) return undefined
  const type = message.readUInt8(1)
  if (type === ERROR) return null
  if (type !== METHOD_RETURN) return undefined
  const body = message.subarray(bodyStart(message))
  // A variant of a boolean: the type's letter between its length and a zero, then four bytes.
  if (body.length !== 8 || body.toString('latin1', 0, 3) !== '\u0001b\0') return null
  return body.readUInt32LE(4) === 1
}

/** The serial of the message that this one answers; null in one that answers none. */
function replySerial(message: Buffer): number | null {
  const end = FIXED + message.readUInt32LE(12)
  let at = FIXED
  while (at < end) {
    at = Math.ceil(at / 8) * 8
    const code = message.readUInt8(at)
    const type = message.toString('latin1', at + 2, at + 3)
    const value = at + 4
    if (code === FIELD.replySerial) return message.readUInt32LE(value)
    if (type === 'u') at = value + 4
    else if (type === 'g') at = value + 1 + message.readUInt8(value) + 1
    else at = value + 4 + message.readUInt32LE(value) + 1
  }
  return null
}
