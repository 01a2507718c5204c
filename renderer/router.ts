import {
  createRouter,
  createWebHistory,
  START_LOCATION,
  type RouteComponent,
  type Router,
  type RouterHistory
} from 'vue-router'
import { HOME_WITHOUT_MEETING } from './home-without-meeting.ts'
import HomeView from './views/HomeView.vue'

export interface PageOptions {
  /** The page of a meeting, or how to get it. */
  room: RouteComponent | (() => Promise<RouteComponent>)
  history?: RouterHistory
}

/** The pages: home, and a meeting from its lobby to its end. Anything else leads home. */
export function createPages({ room, history = createWebHistory() }: PageOptions): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', name: 'home', component: HomeView },
      { path: '/r/:room', name: 'room', component: room },
      { path: '/r/:path(.*)*', redirect: HOME_WITHOUT_MEETING },
      { path: '/:path(.*)*', redirect: { name: 'home' } }
    ]
  })
  // A server that was updated under an open page has other files than those that it asks for: the new page knows them.
  router.onError((_error, to, from) => {
    if (from !== START_LOCATION) window.location.assign(to.fullPath)
  })
  return router
}
