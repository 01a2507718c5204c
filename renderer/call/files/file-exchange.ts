import { createNanoEvents } from 'nanoevents'
import type { ChatImage } from '../../../protocol/chat.ts'
import { isExecutableName } from '../../../protocol/executable-names.ts'
import type { FileAccess, PickedFile, SourceFile } from '../../../protocol/file-access.ts'
import { safeFileName } from '../../../protocol/file-names.ts'
import { succeed } from '../../../protocol/result.ts'
import type { FileOffer, TransferControl } from '../../../protocol/transfer.ts'
import type { ChatPerson } from '../chat/chat-message.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { PeerState } from '../peer/peer-state.ts'
import type { Topology } from '../topology/topology.ts'
import type { PeerFigures } from '../stats/quality-figures.ts'
import { ChatPictures, type ChatPicture } from './chat-pictures.ts'
import { groupPicked, type FileGroup } from './group-picked.ts'
import { IncomingTransfer } from './incoming-transfer.ts'
import { memorySource } from './memory-source.ts'
import { OutgoingTransfer } from './outgoing-transfer.ts'
import { PaceKeeper } from './pace-keeper.ts'
import type { Transfer } from './transfer.ts'
import { TransferRecord, type TransferFacts } from './transfer-record.ts'

export interface FileExchangeDependencies {
  /** This participant; null outside a meeting. */
  self: () => ChatPerson | null
  /** Everybody else who is there. */
  others: () => readonly (ChatPerson & { readonly connection: PeerState })[]
  /** @returns false when it can't be sent now */
  send: (id: string, message: TransferControl) => boolean
  /** Where channels are opened; null outside a meeting. */
  topology: () => Pick<Topology, 'openChannel'> | null
  /** How things are with somebody now. */
  figures: (id: string) => PeerFigures | null
  files: FileAccess
  createId: () => string
  clock: Clock
  logger: Logger
}

interface FileExchangeEvents {
  /** A transfer came, went, or is otherwise. */
  transfers: () => void
  /** Somebody offers something. */
  offered: (transfer: Transfer) => void
  /** There are other pictures of the chat. */
  pictures: () => void
}

/** Time between two looks at what runs, in milliseconds. */
const LOOKS = 500

/** Most offers of one person that wait for an answer, and most transfers of one person that are listed. */
const LISTED = { offers: 32, person: 512 }

/**
 * Files between the people of a meeting: each transfer goes from one to another, over a channel of its own.
 *
 * `close()` cascades to the transfers; what is stored so far stays, to go on with.
 */
export class FileExchange {
  readonly #dependencies: FileExchangeDependencies
  readonly #events = createNanoEvents<FileExchangeEvents>()
  readonly #transfers = new Map<string, OutgoingTransfer | IncomingTransfer>()
  readonly #pictures = new ChatPictures(() => this.#events.emit('pictures'))
  readonly #pace: PaceKeeper
  #snapshots: readonly Transfer[] = []
  #stopLooking: (() => void) | null = null
  #restored = false

  constructor(dependencies: FileExchangeDependencies) {
    this.#dependencies = dependencies
    this.#pace = new PaceKeeper(dependencies.figures, dependencies.clock)
  }

  /** Newest first. A change makes a new array; transfers that haven't changed are the same objects. */
  get transfers(): readonly Transfer[] {
    return this.#snapshots
  }

  /** The pictures of the chat that are here, by the transfer that brought them. */
  get pictures(): ReadonlyMap<string, ChatPicture> {
    return this.#pictures.all
  }

  on<Event extends keyof FileExchangeEvents>(event: Event, listener: FileExchangeEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Offers files to everybody who is there, or to one person. Never rejects. */
  async offer(picked: readonly PickedFile[], to: string | null): Promise<void> {
    const { files: access, others } = this.#dependencies
    const files = await access.sources.open(picked)
    const receivers = others().filter(({ id }) => to === null || id === to)
    if (files.length > 0 && receivers.length === 0) access.sources.release(files)
    for (const group of groupPicked(files)) {
      for (const { id, name } of receivers) {
        const transfer = this.#dependencies.createId()
        const outgoing = this.#addOutgoing({ id, name }, group, transfer)
        const self = this.#dependencies.self()
        if (self !== null) access.sources.keep({ transfer, from: self.id, to: { id, name }, ...group })
        outgoing.open()
      }
    }
    this.#publish()
  }

  /**
   * Gives a picture of the chat to everybody, and to those who come, or to one person alone.
   *
   * @returns null for what is no picture that is shown, or is too large
   */
  offerPicture(data: Uint8Array<ArrayBuffer>, name: string, to: string | null): ChatImage | null {
    const { self, others, createId } = this.#dependencies
    const author = self()?.id
    if (author === undefined) return null
    const transfer = `${author}_${createId().slice(0, 16)}`
    if (!this.#pictures.keep(transfer, author, data, to)) return null
    for (const { id } of others()) if (to === null || id === to) this.#offerPictures(id)
    const type = this.#pictures.all.get(transfer)?.type ?? 'image/png'
    return { transfer, name: safeFileName(name), type, bytes: data.byteLength }
  }

  /** Takes what was offered. Within a click, since a browser may ask where to. */
  async accept(id: string): Promise<void> {
    const transfer = this.#transfers.get(id)
    if (transfer?.direction === 'in') await transfer.accept()
  }

  decline(id: string): void {
    const transfer = this.#transfers.get(id)
    if (transfer?.direction === 'in') transfer.decline()
  }

  /** Lets a transfer rest, or go on when the other side doesn't want it to rest. */
  setPaused(id: string, paused: boolean): void {
    this.#transfers.get(id)?.setPaused(paused)
  }

  /** Ends a transfer for both sides. */
  cancel(id: string): void {
    this.#transfers.get(id)?.fail('cancelled')
  }

  /** Opens what was stored. */
  openStored(id: string): void {
    const transfer = this.#transfers.get(id)
    if (transfer?.direction === 'in') transfer.openStored()
  }

  /** Shows it in its folder. */
  showStored(id: string): void {
    const transfer = this.#transfers.get(id)
    if (transfer?.direction === 'in') transfer.showStored()
  }

  /** Takes a transfer that is over out of the list. */
  forget(id: string): void {
    if (this.#transfers.get(id)?.record.isOver !== true) return
    this.#transfers.delete(id)
    this.#publish()
  }

  /** A new channel to somebody is there. */
  open(id: string): void {
    if (!this.#restored) void this.#restore()
    for (const transfer of this.#with(id)) if (transfer.direction === 'out') transfer.open()
    this.#offerPictures(id)
  }

  /** Takes what somebody who is there says. */
  receive(sender: ChatPerson, message: TransferControl): void {
    const transfer = this.#transfers.get(`${sender.id}.${message.transfer}`)
    switch (message.type) {
      case 'file-offer':
        if (transfer === undefined) void this.#offered({ id: sender.id, name: sender.name }, message)
        else if (transfer.direction === 'in') transfer.offeredAgain()
        break
      case 'file-accept':
        if (transfer?.direction === 'out') transfer.accepted()
        break
      case 'file-end':
        transfer?.ended(message.reason)
        break
      case 'file-pause':
        transfer?.otherPaused(message.paused)
        break
    }
  }

  /** Somebody has opened a channel for a transfer. One that isn't expected is closed. */
  receiveChannel(id: string, channel: RTCDataChannel): void {
    const [, wire = ''] = /^file\/([\w-]{1,40})$/.exec(channel.label) ?? []
    const transfer = this.#transfers.get(`${id}.${wire}`)
    if (transfer?.direction === 'in') transfer.receive(channel)
    else channel.close()
  }

  /** Somebody is gone, perhaps to come back. What they only offered can't be answered any more. */
  left(id: string): void {
    for (const transfer of this.#with(id)) {
      if (transfer.direction === 'in' && transfer.record.phase === 'offered') transfer.ended('cancelled')
    }
  }

  /** Ends whatever isn't whole, because this participant leaves for good. */
  abandon(): void {
    for (const transfer of this.#transfers.values()) transfer.fail('cancelled')
  }

  /** Idempotent. The list stays until the exchange is let go. */
  close(): void {
    for (const transfer of this.#transfers.values()) transfer.close()
    this.#pictures.clear()
    this.#stopLooking?.()
    this.#stopLooking = null
    this.#restored = false
  }

  #with(id: string): (OutgoingTransfer | IncomingTransfer)[] {
    return [...this.#transfers.values()].filter(({ record }) => record.facts.peer.id === id)
  }

  async #offered(peer: ChatPerson, offer: FileOffer): Promise<void> {
    const theirs = this.#with(peer.id)
    const waiting = theirs.filter(({ record }) => record.phase === 'offered').length
    if (waiting >= LISTED.offers || theirs.length >= LISTED.person) {
      this.#dependencies.logger.warn('Somebody offers more than anybody could answer')
      return
    }
    const key = `${peer.id}.${offer.transfer}`
    if (offer.inline) return this.#receivePicture(peer, offer)
    const { store } = this.#dependencies.files
    const transfer = this.#addIncoming(peer, offer, () => store.begin(key, offer))
    // What was begun before the page was lost goes on by itself: it was taken once.
    if (await store.has(key)) await transfer.accept()
    else this.#events.emit('offered', transfer.record.snapshot)
  }

  #receivePicture(peer: ChatPerson, offer: FileOffer): void {
    const target = this.#pictures.target(peer.id, offer)
    if (target === null) {
      this.#dependencies.send(peer.id, { type: 'file-end', transfer: offer.transfer, reason: 'declined' })
      return
    }
    void this.#addIncoming(peer, offer, () => Promise.resolve(succeed(target))).accept()
  }

  /** Offers somebody the next picture that they don't have: one after the other. */
  #offerPictures(to: string): void {
    const { self, others } = this.#dependencies
    const author = self()?.id
    const receiver = others().find(({ id }) => id === to)
    if (author === undefined || receiver === undefined) return
    const known = (wire: string) => this.#transfers.get(`${to}.${wire}`)
    const pictures = this.#pictures.of(author, to)
    if (pictures.some(([wire]) => known(wire)?.record.isOver === false)) return
    const [next] = pictures.filter(([wire]) => known(wire) === undefined)
    if (next === undefined) return
    const [transfer, { data }] = next
    const files = [memorySource('picture', data)]
    const { id, name } = receiver
    this.#addOutgoing({ id, name }, { name: 'picture', folder: false, files }, transfer, true).open()
  }

  #addOutgoing(peer: ChatPerson, group: FileGroup, wire: string, inline = false): OutgoingTransfer {
    const { send, topology, files: access, clock, logger } = this.#dependencies
    const { folder, files } = group
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const offer: FileOffer = {
      ...{ type: 'file-offer', transfer: wire, name: group.name, folder, files: files.length, bytes, inline }
    }
    const record = this.#record(
      'out',
      peer,
      offer,
      files.some(({ path }) => isExecutableName(path))
    )
    const transfer = new OutgoingTransfer({
      record,
      offer,
      files,
      send: (message) => send(peer.id, message),
      openChannel: (label) => topology()?.openChannel(peer.id, label) ?? null,
      pace: () => this.#pace.limit(peer.id),
      onOver: () => {
        if (inline) return this.#offerPictures(peer.id)
        access.sources.drop(wire)
        this.#releaseUnused(files)
      },
      clock,
      logger
    })
    this.#transfers.set(record.facts.id, transfer)
    return transfer
  }

  #addIncoming(
    peer: ChatPerson,
    offer: FileOffer,
    begin: ConstructorParameters<typeof IncomingTransfer>[0]['begin']
  ): IncomingTransfer {
    const { send, clock, logger } = this.#dependencies
    const executable = offer.files === 1 && isExecutableName(safeFileName(offer.name))
    const record = this.#record('in', peer, offer, executable)
    const transfer = new IncomingTransfer({
      ...{ record, offer, begin, clock, logger },
      send: (message) => send(peer.id, message),
      onOver: () => offer.inline && this.#transfers.delete(record.facts.id)
    })
    this.#transfers.set(record.facts.id, transfer)
    this.#publish()
    return transfer
  }

  #record(
    direction: Transfer['direction'],
    peer: ChatPerson,
    { transfer, name, folder, files, bytes }: FileOffer,
    executable: boolean
  ): TransferRecord {
    const { clock } = this.#dependencies
    const facts: TransferFacts = {
      id: `${peer.id}.${transfer}`,
      ...{ direction, peer, folder, files, bytes, name: safeFileName(name), offeredAt: clock.now() }
    }
    return new TransferRecord(facts, executable, clock, () => this.#publish())
  }

  /** Several people may be sent the same files. */
  #releaseUnused(files: readonly SourceFile[]): void {
    const inUse = [...this.#transfers.values()].some(
      (transfer) => transfer.direction === 'out' && !transfer.record.isOver && transfer.files === files
    )
    if (!inUse) this.#dependencies.files.sources.release(files)
  }

  /** Goes on with what was offered before the page was lost. */
  async #restore(): Promise<void> {
    const self = this.#dependencies.self()
    if (self === null) return
    this.#restored = true
    const offers = await this.#dependencies.files.sources.kept(self.id)
    for (const { transfer, to, ...group } of offers) {
      if (this.#transfers.has(`${to.id}.${transfer}`)) continue
      this.#addOutgoing(to, group, transfer).open()
    }
    this.#publish()
  }

  #publish(): void {
    const all = [...this.#transfers.values()].reverse()
    const now = all.filter((transfer) => !transfer.isInline).map(({ record }) => record.snapshot)
    const before = this.#snapshots
    if (now.length !== before.length || now.some((snapshot, index) => snapshot !== before[index])) {
      this.#snapshots = now
      this.#events.emit('transfers')
    }
    const running = all.some(({ record }) => record.phase === 'running')
    if (running && this.#stopLooking === null) {
      this.#stopLooking = this.#dependencies.clock.every(LOOKS, () => this.#look())
    } else if (!running) {
      this.#stopLooking?.()
      this.#stopLooking = null
    }
  }

  #look(): void {
    const written = new Map<string, number>()
    for (const { direction, record } of this.#transfers.values()) {
      if (direction !== 'out' || record.phase !== 'running' || record.isPaused) continue
      const { id } = record.facts.peer
      written.set(id, (written.get(id) ?? 0) + record.snapshot.done)
    }
    this.#pace.look(written)
    const reached = new Set(
      this.#dependencies.others().flatMap(({ id, connection }) => (connection === 'connected' ? [id] : []))
    )
    for (const transfer of this.#transfers.values()) {
      transfer.record.setStalled(!reached.has(transfer.record.facts.peer.id))
      if (transfer.direction === 'out') transfer.paceChanged()
    }
    this.#publish()
  }
}
