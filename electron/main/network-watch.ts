import type { NetworkInterfaceInfo } from 'node:os'

/** How often the addresses are looked at, in milliseconds. The system doesn't tell Electron of changes. */
const PERIOD = 2_000

/** Addresses that reach no further than the next switch (RFC 3927, RFC 4291); containers and virtual machines bring many. */
const LINK_LOCAL = /^(?:169\.254\.|fe[89ab])/i

export interface NetworkWatchDependencies {
  /** `os.networkInterfaces`. */
  interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>
  /** Calls back when the computer wakes up. */
  onResume: (listener: () => void) => void
  onChange: () => void
}

/**
 * Calls back when this machine has other network addresses than before (Wi-Fi to cable, a VPN, another place), and
 * when it wakes up, since connections seldom outlast sleep. Where there is no network at all, it waits for one.
 *
 * @returns ends it; harmless to call more than once
 */
export function watchNetwork({ interfaces, onResume, onChange }: NetworkWatchDependencies): () => void {
  let before = addressesOf(interfaces())
  const look = () => {
    const now = addressesOf(interfaces())
    if (now === before) return
    before = now
    if (now !== '') onChange()
  }
  let ended = false
  onResume(() => {
    if (!ended) onChange()
  })
  const timer = setInterval(look, PERIOD)
  return () => {
    ended = true
    clearInterval(timer)
  }
}

/** The addresses at which others may reach this machine, in one text that is the same for the same ones. */
function addressesOf(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) =>
      addresses.flatMap(({ internal, address }) =>
        internal || LINK_LOCAL.test(address) ? [] : [`${name} ${address}`]
      )
    )
    .sort()
    .join()
}
