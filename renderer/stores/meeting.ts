import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { formatInvite } from '../../protocol/invite.ts'
import type { Knock, ModerateRequest, RoomState } from '../../protocol/moderation.ts'
import type { Call } from '../call/call.ts'
import type { CallState } from '../call/call-state.ts'
import { isSharing, type Participant } from '../call/participant.ts'
import type { ReturnTicket } from '../desktop/ticket-store.ts'
import { useDependencies } from './dependencies.ts'
import { useMediaStore } from './media.ts'
import { useNoticesStore } from './notices.ts'
import { moderationFailure, watchRoom } from './room-notices.ts'
import { useServerStore } from './server.ts'
import { useSettingsStore } from './settings.ts'

/** Where a meeting is: its code and the origin of its signaling server. */
export interface Place {
  room: string
  server: string
  /** Whether it begins with chat and files alone. The link says so, and nobody is held to it. */
  textRoom?: boolean
  /** Of the certificate that the server has to show, where nobody vouches for it. */
  fingerprint?: string | null
  /** Origin under which the page reaches the server, where that isn't the server's own. */
  via?: string | null
}

/** What stands beside the people. */
export type Panel = 'chat' | 'files' | 'people'

const NOBODY: ReadonlySet<string> = new Set()
/** What is on where nobody switched anything on. */
const NOTHING_ON = { camera: false, microphone: false }
const OPEN_ROOM: RoomState = { locked: false, password: false, waitingRoom: false }

/**
 * Mirrors the call for the views. It owns the call from `enter` (the lobby) to `exit`, and with it the
 * devices: leaving releases them.
 */
export const useMeetingStore = defineStore('meeting', () => {
  const { createCall, desktop, tickets, reloaded, clock, logger } = useDependencies()
  const media = useMediaStore()
  const notices = useNoticesStore()
  const servers = useServerStore()
  const settings = useSettingsStore()

  const place = shallowRef<Place | null>(null)
  /** The way back into the meeting that was lost with the page; null when there was none. */
  const ticket = shallowRef(tickets.load(clock.now()))
  const state = shallowRef<CallState>({ status: 'idle' })
  /** Whether the offers have gone, so that to draw the meeting doesn't hold them up. */
  const offered = ref(false)
  const participants = shallowRef<readonly Participant[]>([])
  /** Peer ids of those who speak now, this participant's own among them. */
  const speaking = shallowRef(NOBODY)
  /** How the room is closed to others. */
  const room = shallowRef(OPEN_ROOM)
  /** Who waits to be let in; known to hosts and co-hosts alone. */
  const knocks = shallowRef<readonly Knock[]>([])
  /** Whether the line is spared: no camera is sent or received. */
  const lowBandwidth = ref(false)
  const panel = ref<Panel | null>(null)
  /** Whether somebody has had a camera, a microphone or a screen on: from then on there is something to look at. */
  const staged = ref(false)
  /** Whether chat and files are all there is so far, and so fill the window. */
  const textOnly = computed(() => place.value?.textRoom === true && !staged.value)
  /** Whether the camera and the microphone belong to a meeting, from its lobby until it is over. */
  const atMeeting = computed(
    () => place.value !== null && state.value.status !== 'left' && state.value.status !== 'ended'
  )
  const chatOpen = computed(() => panel.value === 'chat' || textOnly.value)
  /** Whether the camera was on before it gave way to low bandwidth. */
  let cameraBefore = false
  const callListeners = new Set<(call: Call | null) => void>()
  let call: Call | null = null
  let stopWatching: (() => void) | null = null

  /** Whether joining here means to come back as who one was. */
  const returning = computed(() => {
    if (ticket.value === null || place.value === null || ticket.value.room !== place.value.room) return false
    const { server, fingerprint = null } = ticket.value
    if (server === null) return servers.isOwn(place.value.server)
    // Under the same address with another certificate is somebody else, whom the ticket is not for.
    return server === place.value.server && fingerprint === (place.value.fingerprint ?? null)
  })
  const self = computed(() => (state.value.status === 'joined' ? state.value.self : null))
  /** Whether the meeting is what is seen; until then whoever has joined goes on seeing the lobby. */
  const drawn = computed(() => state.value.status === 'joined' && offered.value)
  const inviteLink = computed(() => {
    if (place.value === null) return ''
    const { room, server, textRoom, fingerprint } = place.value
    const shown = fingerprint ?? servers.shareFingerprint(server)
    return formatInvite(room, servers.shareOrigin(server), textRoom, shown)
  })

  /**
   * Opens the lobby of a meeting: devices on, unless it is a text room, and nobody knows yet. Leaves the one before.
   */
  function enter(where: Place): void {
    exit()
    place.value = where
    // Whoever was thrown out by a crash is brought back at once, with what was on. One try is theirs, not more.
    const thrownOut = reloaded && returning.value && ticket.value?.left === false ? ticket.value : null
    if (thrownOut !== null) keep({ ...thrownOut, left: true })
    const entered = createCall(
      where.via ?? where.server,
      media.open(thrownOut ?? (where.textRoom ? NOTHING_ON : undefined))
    )
    setCall(entered)
    state.value = entered.state
    stopWatching = desktop.onNetworkChanged(() => entered.networkChanged())
    entered.on('state', () => mirrorState(entered.state))
    entered.on('offered', () => {
      offered.value = true
    })
    entered.on('participants', () => {
      participants.value = entered.participants
    })
    entered.on('room', () => {
      room.value = entered.room
      knocks.value = entered.knocks
    })
    entered.on('token', (resume) => {
      const server = servers.isOwn(where.server) && servers.pageServer === null ? null : where.server
      const { room, textRoom = false, fingerprint = null } = where
      keep({ room, server, textRoom, fingerprint, resume, left: false, ...nowOn.value, savedAt: clock.now() })
    })
    entered.on('muted', () => notices.show({ type: 'muted' }))
    entered.on('speaking', (ids) => {
      speaking.value = ids
    })
    entered.prepare()
    if (thrownOut === null) return
    void join()
    if (thrownOut.lowBandwidth) setLowBandwidth(true)
  }

  /** Calls back with the call now and whenever it is another one, for stores that mirror a part of it; null: none. */
  function onCall(listener: (call: Call | null) => void): void {
    callListeners.add(listener)
    listener(call)
  }

  function setCall(now: Call | null): void {
    call = now
    for (const listener of callListeners) listener(now)
  }

  function keep(kept: ReturnTicket): void {
    ticket.value = kept
    tickets.save(kept)
  }

  /**
   * Joins under the name in the settings. Never rejects: see `state`.
   *
   * @param password what the room asks for at its door; empty where it asks for none
   */
  async function join(password = ''): Promise<void> {
    if (call === null || place.value === null) return
    // The wish, and not the state: a device may still be starting, or fail today. In a text room nobody was asked.
    if (!place.value.textRoom) {
      void settings.update({
        joinWithCamera: media.wanted.camera,
        joinWithMicrophone: media.wanted.microphone
      })
    }
    await call.join({
      room: place.value.room,
      name: settings.settings.name,
      password: password === '' ? undefined : password,
      color: settings.settings.color ?? undefined,
      resume: returning.value ? ticket.value?.resume : undefined
    })
  }

  /** Waits at the door no longer: back in the lobby. */
  function stopWaiting(): void {
    call?.stopWaiting()
  }

  function setLowBandwidth(on: boolean): void {
    if (on === lowBandwidth.value) return
    lowBandwidth.value = on
    call?.setReceives(on ? 'audio' : 'all')
    // Whoever wants to be seen all the same may switch it on again.
    if (on) {
      cameraBefore = media.wanted.camera
      void media.setOn('camera', false)
    } else if (cameraBefore) void media.setOn('camera', true)
  }

  function setPanel(now: Panel | null): void {
    panel.value = now
  }

  function setChatOpen(open: boolean): void {
    setPanel(open ? 'chat' : null)
  }

  /** Does what a host may do; when it isn't done, that is said. @returns whether it was done */
  async function moderate(request: ModerateRequest): Promise<boolean> {
    const done = await call?.moderate(request)
    if (done === undefined || done.ok) return true
    notices.show({ type: 'moderation-failed', reason: moderationFailure(done.error.reason) })
    return false
  }

  /** @returns whether the invite link is on the clipboard */
  async function copyInvite(): Promise<boolean> {
    try {
      await desktop.copyText(inviteLink.value)
      return true
    } catch (error) {
      logger.warn('The invite could not be copied', error)
      notices.show({ type: 'copy-failed' })
      return false
    }
  }

  /** Leaves the meeting and releases the devices. The place stays known, for a way back. */
  function leave(): void {
    call?.files.abandon()
    call?.leave()
    forgetTicket()
    media.close()
    notices.clear()
  }

  /** Ends everything because the page goes, be it for good or to be loaded anew: then there is a way back. */
  function suspend(): void {
    const kept = state.value.status === 'joined' ? ticket.value : null
    end()
    if (kept !== null) tickets.save({ ...kept, left: true })
  }

  function forgetTicket(): void {
    ticket.value = null
    tickets.forget()
  }

  /** Ends everything for good, wherever it stood. Idempotent. */
  function exit(): void {
    call?.files.abandon()
    end()
  }

  function end(): void {
    if (state.value.status === 'joined') forgetTicket()
    stopWatching?.()
    stopWatching = null
    call?.close()
    setCall(null)
    media.close()
    place.value = null
    state.value = { status: 'idle' }
    offered.value = false
    participants.value = []
    speaking.value = NOBODY
    room.value = OPEN_ROOM
    knocks.value = []
    panel.value = null
    staged.value = false
    lowBandwidth.value = false
  }

  function mirrorState(now: CallState): void {
    state.value = now
    // A ticket that isn't taken, or leads into a meeting that is over, is worth nothing.
    const useless = now.status === 'failed' && now.error.reason !== 'server-unreachable'
    if (now.status === 'ended' || useless) forgetTicket()
    if (now.status === 'ended') {
      call?.files.abandon()
      media.close()
      notices.clear()
    }
    if (now.status === 'joined') return
    speaking.value = NOBODY
    offered.value = false
  }

  // Looks once all that happened together is mirrored: a meeting that ends is not everybody leaving.
  watch(participants, (now, before) => {
    if (self.value === null) return
    const { joinedAt } = self.value
    const had = new Set(before.map((participant) => participant.id))
    const has = new Set(now.map((participant) => participant.id))
    for (const { id, name, joinedAt: theirs } of now) {
      // Those who were there first are no news.
      if (!had.has(id) && theirs > joinedAt) notices.show({ type: 'joined', name })
    }
    for (const { id, name } of before) if (!has.has(id)) notices.show({ type: 'left', name })
    const sharing = new Set(before.filter(isSharing).map(({ id }) => id))
    for (const participant of now) {
      const { id, name } = participant
      if (isSharing(participant) && !sharing.has(id)) notices.show({ type: 'share-started', name })
      else if (!isSharing(participant) && sharing.has(id)) notices.show({ type: 'share-stopped', name })
    }
  })

  watch([participants, () => media.camera, () => media.microphone, () => media.share], ([others]) => {
    const own = [media.camera, media.microphone, media.share].some(({ status }) => status !== 'off')
    if (!textOnly.value || !(own || others.some(showsAnything))) return
    staged.value = true
    // What filled the window stays in sight beside the stage.
    panel.value ??= 'chat'
  })

  const nowOn = computed(() => ({
    microphone: media.wanted.microphone && media.microphone.status !== 'muted',
    camera: media.wanted.camera,
    lowBandwidth: lowBandwidth.value
  }))
  watch(nowOn, (on) => {
    if (self.value !== null && ticket.value !== null) keep({ ...ticket.value, ...on })
  })

  watchRoom({ self, participants, room, knocks }, notices.show)

  return {
    place,
    state,
    self,
    participants,
    speaking,
    room,
    knocks,
    lowBandwidth,
    panel,
    textOnly,
    atMeeting,
    drawn,
    chatOpen,
    inviteLink,
    ticket,
    returning,
    enter,
    join,
    stopWaiting,
    setLowBandwidth,
    onCall,
    setPanel,
    setChatOpen,
    moderate,
    copyInvite,
    forgetTicket,
    leave,
    suspend,
    exit
  }
})

/** Whether somebody has something on that is seen or heard. */
function showsAnything({ presence }: Participant): boolean {
  return presence !== null && (presence.microphone || presence.camera || presence.screen !== 'off')
}
