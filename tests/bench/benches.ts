import type { Bench } from './bench.ts'
import { FILES } from './files/files.ts'
import { RECOVERY } from './recovery/recovery.ts'
import { SHARE } from './share/share.ts'
import { SOAK } from './soak/soak.ts'

/** All benches by name. */
export const BENCHES: ReadonlyMap<string, Bench> = new Map([
  ['share', SHARE],
  ['files', FILES],
  ['recovery', RECOVERY],
  ['soak', SOAK]
])
