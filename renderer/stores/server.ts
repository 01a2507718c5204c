import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { EmbeddedServer } from '../../protocol/desktop.ts'
import { isUnvouched, type Invite } from '../../protocol/invite.ts'
import { useDependencies } from './dependencies.ts'
import { useSettingsStore } from './settings.ts'

/** A server as a link names it. */
interface NamedServer {
  /** Its origin. */
  server: string
  /** Of the certificate that it has to show, where nobody vouches for it. */
  fingerprint?: string | null
}

/** Which signaling server introduces the people of a meeting, and under which address others reach it. */
export const useServerStore = defineStore('server', () => {
  const { desktop, pageServer, logger } = useDependencies()
  const settings = useSettingsStore()
  /** Whether a way is open to a server whose certificate was named. */
  let pinned = false
  const embedded = shallowRef<EmbeddedServer | null>(null)

  /** Where a meeting is of which only the code is known; null when nothing says so. */
  const known = computed(() => pageServer ?? settings.settings.server ?? embedded.value?.localOrigin ?? null)

  /** @returns the origin for a new meeting, or null when the embedded server doesn't start */
  async function forNewMeeting(): Promise<string | null> {
    return pageServer ?? settings.settings.server ?? (await ownServer())
  }

  /** The origin that needs no mention in an address: the page's, or that of the embedded server. */
  async function ownServer(): Promise<string | null> {
    return pageServer ?? (await startEmbedded())?.localOrigin ?? null
  }

  function isOwn(server: string): boolean {
    return server === pageServer || server === embedded.value?.localOrigin
  }

  /** Whether this person uses a server already: it is their own, or the one that they have set. */
  function isKnown(server: string): boolean {
    return isOwn(server) || server === settings.settings.server
  }

  /**
   * Finds the own server behind the address that others are given: whoever hosts follows their own links too. It is known by
   * its certificate, whatever the address, which changes; under an own address with another certificate is somebody else.
   *
   * @returns the same place, at the own server's origin if it is there; the server is started for that
   */
  async function locate<Where extends NamedServer>(where: Where): Promise<Where> {
    if (pageServer !== null || !(await leadsHere(where))) return where
    const server = await ownServer()
    return server === null ? where : { ...where, server, fingerprint: null }
  }

  async function leadsHere({ server, fingerprint = null }: NamedServer): Promise<boolean> {
    const origin = embedded.value?.localOrigin ?? null
    const shown = origin === null ? null : shareFingerprint(origin)
    if (fingerprint === null) return server === embedded.value?.shareOrigin && shown === null
    if (!isUnvouched(server)) return false
    try {
      return fingerprint === shown || (await desktop.ownsCertificate(fingerprint))
    } catch (error) {
      logger.warn('Whether a link leads here is not known', error)
      return false
    }
  }

  /** @returns the origin to join at, or null when the invite doesn't say */
  function forInvite(invite: Pick<Invite, 'server'>): string | null {
    return invite.server ?? known.value
  }

  /** The origin that goes into invite links: other machines can't use the loopback address. */
  function shareOrigin(server: string): string {
    return embedded.value?.localOrigin === server ? embedded.value.shareOrigin : server
  }

  /** Of the certificate that others see at the server of this origin, as far as it is known; null elsewhere. */
  function shareFingerprint(server: string): string | null {
    return embedded.value?.localOrigin === server ? (embedded.value.network?.fingerprint ?? null) : null
  }

  /**
   * Opens the way to a server whose certificate a link has named, and ends the one to another server.
   *
   * @returns origin under which it is reached, where that isn't its own
   */
  async function reach(server: string, fingerprint: string | null): Promise<string | null> {
    if (fingerprint === null && !pinned) return null
    pinned = fingerprint !== null
    try {
      return await desktop.pinServer(fingerprint === null ? null : { server, fingerprint })
    } catch (error) {
      logger.warn('There is no way to the server that the link names', error)
      return null
    }
  }

  /** Looks at the embedded server once more, if it was started: other addresses, or somebody who came. */
  async function refresh(): Promise<void> {
    if (embedded.value !== null) await startEmbedded()
  }

  /** Gives others the address of another network interface. */
  async function shareBy(name: string): Promise<void> {
    await settings.update({ shareInterface: name })
    await refresh()
  }

  // It lasts as long as the page.
  desktop.onServerReached(() => void refresh())
  desktop.onNetworkChanged(() => void refresh())
  // Once it runs again it may have another port.
  desktop.onMishap((part) => {
    if (part === 'server') void refresh()
  })
  // The shell has been told by then.
  watch(
    () => settings.settings.hostOnNetwork,
    () => void refresh()
  )

  /** Starts the embedded server, or finds it running. */
  async function startEmbedded(): Promise<EmbeddedServer | null> {
    try {
      const started = await desktop.startEmbeddedServer()
      if (started.ok) embedded.value = started.value
      else logger.error(`The embedded server did not start: ${started.error.reason}`, started.error.message)
      return started.ok ? started.value : null
    } catch (error) {
      logger.error('The embedded server did not start', error)
      return null
    }
  }

  return {
    pageServer,
    embedded,
    forNewMeeting,
    ownServer,
    isOwn,
    isKnown,
    locate,
    forInvite,
    shareOrigin,
    shareFingerprint,
    reach,
    refresh,
    shareBy
  }
})
