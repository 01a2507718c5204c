import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { whyNoSandboxHere } from '../../../build/scripts/electron-sandbox.ts'
import { createProfile, removeProfile } from '../../e2e/support/profile.ts'
import { usedRuntime } from '../../e2e/support/used-runtime.ts'
import { processMemory, processTree } from '../process-memory.ts'

/** How long a start may take, in milliseconds. */
const LIMIT = 60_000

/** How long an app is left alone until its memory is that of one that waits for somebody, in milliseconds. */
const SETTLING = 3_000

export interface AppStart {
  /** From the spawn until something is painted, and until the page answers; in milliseconds. */
  paint: number
  interactive: number
  /** MB of all its processes. */
  memory: number
}

/**
 * Starts an app as the system does, watches its page, and ends it. Nothing is attached to it until it has started.
 *
 * @param app the folder of the app
 */
export async function startApp(app: string): Promise<AppStart> {
  const runtime = usedRuntime()
  const profile = await createProfile({ name: 'Ada' })
  const switches = [`--user-data-dir=${profile}`, '--remote-debugging-port=0']
  if (whyNoSandboxHere(runtime) !== null) switches.push('--no-sandbox')
  const spawnedAt = performance.timeOrigin + performance.now()
  const child = spawn(runtime.executable, [app, ...switches], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${app} does not start`)), LIMIT)
      createInterface(child.stderr).on('line', (line) => {
        const found = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1]
        if (found === undefined) return
        clearTimeout(timer)
        resolve(found)
      })
    })
    await sleep(SETTLING)
    const { paint, ready } = await timesOfPage(endpoint)
    const memory = await processMemory(await processTree(child.pid ?? NaN))
    return { paint: paint - spawnedAt, interactive: ready - spawnedAt, memory }
  } finally {
    child.kill()
    await ended
    await removeProfile(profile)
  }
}

/** When the page had something to show, and when it answered; in milliseconds since 1970. */
async function timesOfPage(endpoint: string): Promise<{ paint: number; ready: number }> {
  const browser = await chromium.connectOverCDP(endpoint)
  try {
    const page = browser.contexts()[0]?.pages()[0]
    if (page === undefined) throw new Error('The app has no window')
    return await page.evaluate(async () => {
      const first = (type: string, name: string) =>
        new Promise<number>((resolve) => {
          const observer = new PerformanceObserver((list) => {
            const [entry] = list.getEntriesByName(name)
            if (entry === undefined) return
            observer.disconnect()
            resolve(performance.timeOrigin + entry.startTime)
          })
          observer.observe({ type, buffered: true })
        })
      return {
        paint: await first('paint', 'first-contentful-paint'),
        ready: await first('mark', 'parley-ready')
      }
    })
  } finally {
    await browser.close()
  }
}
