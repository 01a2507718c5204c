/** The number of values that 32 bits have. */
const RANGE = 2 ** 32

/**
 * An unpredictable integer in [0, below), each as likely as any other: values from the incomplete last round
 * of the range are drawn again.
 */
export function randomInteger(below: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
  return value < RANGE - (RANGE % below) ? value % below : randomInteger(below)
}
