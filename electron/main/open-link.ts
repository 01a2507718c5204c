import { shell } from 'electron'

/** What may be handed to the system: nothing that starts a program with what somebody else wrote. */
const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:']

/** Opens the address of the web or of a mail that somebody clicked, in the system's own program for it. */
export function openLink(text: string): void {
  const address = URL.canParse(text) ? new URL(text) : null
  if (address === null || !PROTOCOLS.includes(address.protocol)) return
  // Written anew, so that what the system reads is what was checked.
  shell.openExternal(address.href).catch(() => undefined)
}
