import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Place } from './meeting.ts'

/** A meeting on a server that this person doesn't use, and who has named it: a link, or an announcement on the network. */
export interface ServerQuestion {
  place: Place
  from: 'link' | 'nearby'
}

/** What the person is asked before anything goes to a server that somebody else has named. The last one counts. */
export const useServerQuestionStore = defineStore('server-question', () => {
  const question = shallowRef<ServerQuestion | null>(null)
  return { question }
})
