import type { Bench } from './bench.ts'
import { SHARE } from './share/share.ts'

/** All benches by name. */
export const BENCHES: ReadonlyMap<string, Bench> = new Map([['share', SHARE]])
