import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useNetworkInviteStore } from '../stores/network-invite.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { firewallHint } from './firewall-hint.ts'
import type { PickerOption } from './use-device-pickers.ts'

/** What the dialog shows of how others on the network get in. */
export interface NetworkInviteContent {
  /** By their interface; the likely ones first. */
  addresses: PickerOption[]
  chosen: string
  /** Whether an administrator has chosen. */
  locked: boolean
  /** Groups of digits; none where there is no certificate. */
  fingerprint: string[]
  /** Whether anybody has come from another machine, in words. */
  reached: string
  /** What to look at when nobody comes. */
  steps: string[]
  /** For a terminal. */
  commands: string[]
}

/** How others on the network get into this meeting, in words; null where it isn't hosted here. */
export function useNetworkInvite() {
  const { t } = useI18n()
  const { desktop } = useDependencies()
  const invite = useNetworkInviteStore()
  const settings = useSettingsStore()

  const FIREWALLS = {
    windows: () => t('network.windows'),
    macos: () => t('network.macos'),
    linux: () => t('network.linux')
  }

  return computed((): NetworkInviteContent | null => {
    if (invite.hosting === null) return null
    const { addresses, chosen, fingerprint, port, reached } = invite.hosting
    const firewall = firewallHint(desktop.info.platform, port)
    return {
      addresses: addresses.map(({ name, address, virtual }) => ({
        value: name,
        label: virtual
          ? t('network.virtualAddress', { address, name })
          : t('network.address', { address, name })
      })),
      chosen,
      locked: settings.locked.has('shareInterface'),
      fingerprint: fingerprint === null ? [] : fingerprintGroups(fingerprint),
      reached: reached ? t('network.reached') : t('network.notReached'),
      steps: [
        t('network.sameNetwork'),
        ...(addresses.length > 1 ? [t('network.otherAddress')] : []),
        ...(firewall === null ? [] : [FIREWALLS[firewall.system]()])
      ],
      commands: firewall?.commands ?? []
    }
  })
}
