import type { Participant } from '../../e2e/support/participant.ts'

/** How often memory is looked at, in milliseconds. */
const LOOKS = 500

export interface MemoryGrowth {
  /** MB of the page's process and of the main process beyond what they had at the beginning. */
  renderer: number
  main: number
}

/** Looks at how much memory an app takes. @returns ends it, and tells the most that it grew by */
export async function watchMemory({ app }: Participant): Promise<() => Promise<MemoryGrowth>> {
  const look = () =>
    app.evaluate(({ app, BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
      const metrics = app.getAppMetrics()
      const of = (pid: number | undefined) =>
        (metrics.find((each) => each.pid === pid)?.memory.workingSetSize ?? 0) / 1024
      return { renderer: of(page), main: of(process.pid) }
    })
  const before = await look()
  const most = { ...before }
  const see = async () => {
    const now = await look()
    most.renderer = Math.max(most.renderer, now.renderer)
    most.main = Math.max(most.main, now.main)
  }
  const timer = setInterval(() => void see().catch(() => undefined), LOOKS)
  return async () => {
    clearInterval(timer)
    await see()
    return { renderer: most.renderer - before.renderer, main: most.main - before.main }
  }
}
