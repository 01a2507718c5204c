import { setTimeout as sleep } from 'node:timers/promises'
import type { ElectronApplication } from '@playwright/test'

/** An app that is driven, such as a participant's. */
export interface RunningApp {
  readonly app: ElectronApplication
}

/** How long each measurement takes, in milliseconds. */
const STRETCH = 1_000

/**
 * Measures what apps ask of the processor, all at the same time.
 *
 * @returns for each app so many measurements, in percent of one core, all of its processes together
 */
export async function processorLoads(apps: readonly RunningApp[], count: number): Promise<number[][]> {
  const loads: number[][] = apps.map(() => [])
  let before = await Promise.all(apps.map(processorTime))
  for (let index = 0; index < count; index++) {
    await sleep(STRETCH)
    const now = await Promise.all(apps.map(processorTime))
    now.forEach(({ used, at }, place) => {
      const last = before[place]
      if (last !== undefined) loads[place]?.push(((used - last.used) / (at - last.at)) * 100)
    })
    before = now
  }
  return loads
}

/** The processor time that an app has used since it was started, and when that was asked for; both in milliseconds. */
export async function processorTime({ app }: RunningApp): Promise<{ used: number; at: number }> {
  return app.evaluate(({ app }) => ({
    used: app.getAppMetrics().reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? 0) * 1000, 0),
    at: performance.now()
  }))
}
