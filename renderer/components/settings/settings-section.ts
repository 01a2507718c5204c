import type { SettingKey, Settings } from '../../../protocol/settings.ts'

/** What every section of the settings gets. */
export interface SettingsSectionProps {
  settings: Readonly<Settings>
  /** What can't be changed here. */
  locked: ReadonlySet<SettingKey>
}
