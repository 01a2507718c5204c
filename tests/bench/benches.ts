import type { Bench } from './bench.ts'
import { CHAT } from './chat/chat.ts'
import { FILES } from './files/files.ts'
import { JOIN } from './join/join.ts'
import { MESH } from './mesh/mesh.ts'
import { RECOVERY } from './recovery/recovery.ts'
import { SERVER } from './server/server.ts'
import { SHARE } from './share/share.ts'
import { SOAK } from './soak/soak.ts'
import { STARTUP } from './startup/startup.ts'

/** All benches by name. */
export const BENCHES: ReadonlyMap<string, Bench> = new Map([
  ['startup', STARTUP],
  ['join', JOIN],
  ['mesh', MESH],
  ['share', SHARE],
  ['chat', CHAT],
  ['files', FILES],
  ['recovery', RECOVERY],
  ['server', SERVER],
  ['soak', SOAK]
])
