import { runProgram } from './run-program.ts'

/** Why no network namespaces can be made here, in half a sentence; null where they can. */
export async function whyNoNamespacesHere(): Promise<string | null> {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux'
  if (process.getuid?.() !== 0) return 'only root may make network namespaces'
  const { code } = await runProgram('unshare', ['--net', '--mount', 'true'], { output: 'collect' })
  return code === 0 ? null : 'this system does not let even root make network namespaces (CAP_SYS_ADMIN)'
}
