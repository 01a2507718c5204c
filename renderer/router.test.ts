import { expect, test, vi } from 'vitest'
import { createMemoryHistory, type RouteComponent } from 'vue-router'
import { createPages } from './router.ts'

test('the page of a meeting that has gone from the server is asked for anew, with all that belongs to it', async () => {
  const assign = vi.spyOn(window.location, 'assign').mockImplementation(() => {})
  const room = () => Promise.reject<RouteComponent>(new TypeError('Failed to fetch'))
  const router = createPages({ room, history: createMemoryHistory() })
  await router.push('/')
  await expect(router.push('/r/modi-kafu-ruse')).rejects.toThrow('Failed to fetch')
  expect(assign).toHaveBeenCalledExactlyOnceWith('/r/modi-kafu-ruse')
})

test('a first page that does not come is not asked for again and again', async () => {
  const assign = vi.spyOn(window.location, 'assign').mockImplementation(() => {})
  const room = () => Promise.reject<RouteComponent>(new TypeError('Failed to fetch'))
  const router = createPages({ room, history: createMemoryHistory() })
  await expect(router.push('/r/modi-kafu-ruse')).rejects.toThrow('Failed to fetch')
  expect(assign).not.toHaveBeenCalled()
})
