import { runProgram } from './run-program.ts'

/** What the kernel has to be able to do: pairs of interfaces, bridges, and translation of addresses. */
const PROBE = [
  'ip link add probe-a type veth peer name probe-b',
  'ip link add probe-bridge type bridge',
  'nft add table ip probe',
  "nft 'add chain ip probe post { type nat hook postrouting priority 100; }'",
  'nft add rule ip probe post masquerade random'
].join(' && ')

/** Why no networks can be made up here though there may be namespaces, in half a sentence; null where they can. */
export async function whyNoVirtualNetworksHere(): Promise<string | null> {
  const { code, output } = await runProgram('unshare', ['--net', '--mount', 'sh', '-c', PROBE], {
    output: 'collect'
  })
  return code === 0 ? null : `this system makes no virtual networks (${output.trim()})`
}

/** Why no network namespaces can be made here, in half a sentence; null where they can. */
export async function whyNoNamespacesHere(): Promise<string | null> {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux'
  if (process.getuid?.() !== 0) return 'only root may make network namespaces'
  const { code } = await runProgram('unshare', ['--net', '--mount', 'true'], { output: 'collect' })
  return code === 0 ? null : 'this system does not let even root make network namespaces (CAP_SYS_ADMIN)'
}
