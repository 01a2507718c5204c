import type { Transfer } from '../../call/files/transfer.ts'

let ids = 0

/** A file on its way from Grace Hopper, unless something else is said. */
export function exampleTransfer(change: Partial<Transfer> = {}): Transfer {
  return {
    id: `transfer-${++ids}`,
    direction: 'in',
    peer: { id: 'grace', name: 'Grace Hopper' },
    name: 'report.pdf',
    folder: false,
    files: 1,
    bytes: 4_000_000,
    done: 0,
    state: { status: 'offered' },
    rate: null,
    executable: false,
    offeredAt: 0,
    stored: false,
    ...change
  }
}
