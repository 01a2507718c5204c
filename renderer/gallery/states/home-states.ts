import { fail } from '../../../protocol/result.ts'
import type { NearbyMeeting } from '../../../protocol/nearby.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState } from '../gallery-state.ts'

const HOME: GalleryState = { path: '/' }

const NEARBY: NearbyMeeting = {
  id: 'parley-0000000000000001',
  name: '小明',
  room: 'modi-kafu-ruse',
  server: 'https://192.168.1.23:7420',
  textRoom: false,
  fingerprint: 'A'.repeat(43)
}

/** Others on the network announce meetings. */
const nearby = ({ desktop }: FakeApp) =>
  desktop.setNearby([
    NEARBY,
    {
      id: 'parley-0000000000000002',
      name: 'Countess Augusta Ada King of Lovelace, née Byron',
      room: 'a-rather-long-code-that-somebody-has-chosen-for-themselves',
      server: 'http://192.168.1.7:7420',
      textRoom: true,
      fingerprint: null
    }
  ])

export const HOME_STATES: Readonly<Record<string, GalleryState>> = {
  'home-return': { path: '/', prepare: (app) => app.keepTicket({ left: false }) },
  'home-first': { ...HOME, settings: { name: '' } },
  home: HOME,
  'home-no-name': {
    ...HOME,
    settings: { name: '' },
    act: ({ press, texts }) => press(texts.home.newMeeting)
  },
  'home-bad-invite': {
    ...HOME,
    act: async ({ press, type, texts }) => {
      await type(texts.home.codeOrLink, 'https://example.org/somewhere')
      await press(texts.home.join)
    }
  },
  'home-start-failed': {
    ...HOME,
    prepare: ({ desktop }) => {
      desktop.embedded = fail('start-failed', 'Nothing starts in this state')
    },
    act: ({ press, texts }) => press(texts.home.newMeeting)
  },
  'home-recent': {
    ...HOME,
    settings: {
      color: 285,
      recentMeetings: [
        { room: 'modi-kafu-ruse', server: null, joinedAt: Date.UTC(2026, 8, 14, 9, 30) },
        { room: 'weekly', server: 'https://meet.example.org', joinedAt: Date.UTC(2026, 8, 11, 15, 2) },
        {
          room: 'a-rather-long-code-that-somebody-has-chosen-for-themselves',
          server: 'https://conferences.department.example.org:8443',
          joinedAt: Date.UTC(2026, 7, 30, 7, 45)
        }
      ]
    }
  },
  'home-nearby': {
    ...HOME,
    prepare: nearby,
    // In a low window they are further down.
    act: () => Promise.resolve(document.querySelector('main ul')?.scrollIntoView({ block: 'end' }))
  },
  'home-nearby-question': {
    ...HOME,
    prepare: nearby,
    act: ({ press, texts }) => {
      const { name, room } = NEARBY
      return press(texts.nearby.join.replace('{name}', name).replace('{room}', room))
    }
  },
  'home-options': { ...HOME, act: ({ press, texts }) => press(texts.home.options) },
  'home-bad-code': {
    ...HOME,
    act: async ({ press, type, texts }) => {
      await press(texts.home.options)
      await type(texts.home.ownCode, '???')
      await press(texts.home.newMeeting)
    }
  },
  'home-guest': { ...HOME, guest: true }
}
