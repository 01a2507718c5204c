import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router'
import { HOME_WITHOUT_MEETING } from './home-without-meeting.ts'
import HomeView from './views/HomeView.vue'
import RoomView from './views/RoomView.vue'

/** The pages: home, and a meeting from its lobby to its end. Anything else leads home. */
export function createPages(history: RouterHistory = createWebHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'home', component: HomeView },
      { path: '/r/:room', name: 'room', component: RoomView },
      { path: '/r/:path(.*)*', redirect: HOME_WITHOUT_MEETING },
      { path: '/:path(.*)*', redirect: { name: 'home' } }
    ]
  })
}
