import { beforeEach, expect, test } from 'vitest'
import type { Viewing } from '../../protocol/viewing.ts'
import { OwnViewing } from './own-viewing.ts'
import { FakeClock } from './testing/fake-clock.ts'
import type { Topology } from './topology/topology.ts'

let clock: FakeClock
let viewing: OwnViewing
/** What somebody was told, newest last: the heights of the camera and the screen. */
let told: [id: string, camera: number, screen: number][]

const high = (height: number) => ({ width: height * 2, height })

beforeEach(() => {
  clock = new FakeClock()
  told = []
  const topology = {
    setViewing: (id: string, { camera, screen }: Viewing) => told.push([id, camera.height, screen.height])
  }
  viewing = new OwnViewing(() => topology as unknown as Topology, clock)
})

test('what becomes larger is told at once', () => {
  viewing.show('ada', 'camera', high(100))
  viewing.show('ada', 'camera', high(200))
  viewing.show('ada', 'screen', high(700))
  expect(told).toEqual([
    ['ada', 100, 0],
    ['ada', 200, 0],
    ['ada', 200, 700]
  ])
})

test('what becomes smaller is told when it has stayed so for a second', () => {
  viewing.show('ada', 'camera', high(200))
  viewing.show('ada', 'camera', high(0))
  clock.advance(900)
  viewing.show('ada', 'camera', high(200))
  clock.advance(5_000)
  expect(told, 'a tile that was only moved').toEqual([['ada', 200, 0]])
  viewing.show('ada', 'camera', high(150))
  viewing.show('ada', 'camera', high(100))
  clock.advance(1_000)
  expect(told.slice(1)).toEqual([['ada', 100, 0]])
})

test('a few pixels more or less are no news', () => {
  viewing.show('ada', 'camera', high(200))
  for (const height of [204, 196, 210, 190]) viewing.show('ada', 'camera', high(height))
  clock.advance(5_000)
  expect(told).toHaveLength(1)
})

test('who is nowhere from the start is told so, unless they appear', () => {
  viewing.show('ada', 'camera', high(0))
  viewing.show('lin', 'camera', high(0))
  viewing.show('lin', 'camera', high(90))
  clock.advance(1_000)
  expect(told).toEqual([
    ['lin', 90, 0],
    ['ada', 0, 0]
  ])
})

test('all of it is said again to those who are connected anew, and nothing to those who left', () => {
  viewing.show('ada', 'camera', high(100))
  viewing.show('lin', 'camera', high(100))
  viewing.forget('lin')
  told = []
  viewing.repeat()
  expect(told).toEqual([['ada', 100, 0]])
  viewing.show('ada', 'camera', high(0))
  viewing.close()
  clock.advance(5_000)
  expect(told).toHaveLength(1)
})
