/** Waits until all that the fakes deliver "later" has been delivered: they use microtasks alone. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
