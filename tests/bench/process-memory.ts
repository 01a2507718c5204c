import { readFile } from 'node:fs/promises'

/**
 * The memory of processes together (Linux), what they share counted once: the proportional set size.
 *
 * @returns MB; a process that has ended has none
 */
export async function processMemory(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map((pid) =>
      readFile(`/proc/${pid}/smaps_rollup`, 'utf8').then(
        (text) => Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) / 1_024,
        () => 0
      )
    )
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** A process and all that it has started, directly or not (Linux). */
export async function processTree(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(
    children
      .split(' ')
      .filter((word) => word !== '')
      .map((child) => processTree(Number(child)))
  )
  return [pid, ...below.flat()]
}
