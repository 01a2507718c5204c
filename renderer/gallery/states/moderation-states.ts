import type { ModerateRequest } from '../../../protocol/moderation.ts'
import { settle } from '../../call/testing/settle.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const PATH = '/r/modi-kafu-ruse'
const LONG_NAME = 'Maximiliana von Hohenstein-Württemberg'

/** Somebody else is host, and does something before we come to the door. */
function atTheDoor(request: ModerateRequest, then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    act: async (stage) => {
      const grace = await stage.app.invite('Grace Hopper')
      await grace.call.moderate(request)
      await stage.press(stage.texts.lobby.join)
      await then?.(stage)
    }
  }
}

/** We are host of a few, two of whom have come to the door, and look at the people. */
function hosting(then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    act: async (stage) => {
      const { app, press, texts } = stage
      await press(texts.lobby.join)
      const lin = await app.invite('Lin 林小雨')
      const max = await app.invite(LONG_NAME)
      await max.media.setOn('microphone', false)
      await max.media.setOn('camera', false)
      const host = app.signaling
      await host?.moderate({ type: 'role', id: lin.id, role: 'co-host' })
      await host?.moderate({ type: 'waiting-room', on: true })
      await host?.moderate({ type: 'password', password: 'open sesame' })
      await host?.moderate({ type: 'password', password: null })
      await app.invite('陈思远')
      await app.invite('Ravi Chandrasekharan-Venkataraman')
      app.clock.advance(5_000)
      await settle()
      await press(texts.people.title)
      await then?.(stage)
    }
  }
}

/** We are in somebody else's meeting, who does something. */
function guest(request: (own: string) => ModerateRequest): GalleryState {
  return {
    path: PATH,
    act: async ({ app, press, texts }) => {
      const grace = await app.invite('Grace Hopper')
      await press(texts.lobby.join)
      const own = app.signaling?.entry?.id ?? ''
      await grace.call.moderate(request(own))
      await settle()
    }
  }
}

const fill = (text: string, name: string) => text.replace('{name}', name)

/** What somebody in charge can do, and what others see of it. */
export const MODERATION_STATES: Readonly<Record<string, GalleryState>> = {
  'lobby-locked': atTheDoor({ type: 'lock', locked: true }),
  'lobby-password': atTheDoor({ type: 'password', password: 'open sesame' }),
  'lobby-password-wrong': atTheDoor({ type: 'password', password: 'open sesame' }, async (stage) => {
    await stage.type(stage.texts.lobby.password, 'open barley')
    await stage.press(stage.texts.lobby.join)
  }),
  'lobby-waiting': atTheDoor({ type: 'waiting-room', on: true }),
  'lobby-removed': {
    path: PATH,
    act: async ({ app, press, texts }) => {
      await app.invite('Grace Hopper')
      app.room.banned.add('Ada Lovelace')
      await press(texts.lobby.join)
    }
  },
  'people-host': hosting(),
  'people-menu': hosting(({ press, texts }) => press(fill(texts.people.actions, 'Lin 林小雨'))),
  'people-rename': hosting(async ({ press, texts }) => {
    await press(fill(texts.people.actions, LONG_NAME))
    await press(texts.people.rename)
  }),
  'people-remove': hosting(async ({ press, texts }) => {
    await press(fill(texts.people.actions, LONG_NAME))
    await press(texts.people.remove)
  }),
  'people-password-set': hosting(async ({ app }) => {
    await app.signaling?.moderate({ type: 'password', password: 'open sesame' })
  }),
  'people-participant': {
    path: PATH,
    act: async ({ app, press, texts }) => {
      await app.invite('Grace Hopper')
      await press(texts.lobby.join)
      await app.invite('Lin 林小雨')
      app.clock.advance(5_000)
      await press(texts.people.title)
    }
  },
  'meeting-leave-host': hosting(({ press, texts }) => press(texts.meeting.leave)),
  'meeting-muted-by-host': guest((id) => ({ type: 'mute', id })),
  'meeting-own-role': guest((id) => ({ type: 'role', id, role: 'host' })),
  'left-removed': guest((id) => ({ type: 'remove', id, ban: false })),
  'left-ended': guest(() => ({ type: 'end' })),
  'left-refused': {
    path: PATH,
    act: async ({ app, press, texts }) => {
      const grace = await app.invite('Grace Hopper')
      await grace.call.moderate({ type: 'waiting-room', on: true })
      await press(texts.lobby.join)
      await grace.call.moderate({ type: 'refuse', id: grace.call.knocks[0]?.id ?? '' })
      await settle()
    }
  }
}
