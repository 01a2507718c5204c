import { computed, ref } from 'vue'
import { MEETING_SHORTCUTS, type MeetingAction } from './meeting-shortcuts.ts'
import { useFullScreen } from './use-full-screen.ts'
import { shownKeys, useMeetingShortcuts } from './use-meeting-shortcuts.ts'
import { usePictureInPicture } from './use-picture-in-picture.ts'
import { useShortcutTexts } from './use-shortcut-texts.ts'
import { useTiles } from './use-tiles.ts'
import { useMediaStore } from '../stores/media.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { useQualityStore } from '../stores/quality.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { useStageStore } from '../stores/stage.ts'

/** What can be done in the meeting by buttons and by keys alike; the view brings those that are its own. */
export function useMeetingControls(
  own: Record<'microphone' | 'camera' | 'share' | 'chat' | 'hand', () => void>
) {
  const media = useMediaStore()
  const meeting = useMeetingStore()
  const quality = useQualityStore()
  const settings = useSettingsStore()
  const stage = useStageStore()
  const tiles = useTiles()
  const { supported: fullScreenSupported, fullScreen, toggleFullScreen } = useFullScreen()
  const shortcuts = useShortcutTexts()
  const sheetOpen = ref(false)

  /** The active speaker's picture, or that of the first who has one, oneself last. */
  const smallPicture = computed(() => {
    const people = [...tiles.value.values()].sort((a, b) => Number(a.self) - Number(b.self))
    const speaker = people.find(({ id }) => id === stage.active)
    return speaker?.track ?? people.find(({ track }) => track !== null)?.track ?? null
  })
  const {
    supported: pictureInPictureSupported,
    open: pictureInPicture,
    togglePictureInPicture
  } = usePictureInPicture(() => smallPicture.value)

  const actions: Record<MeetingAction, () => void> = {
    ...own,
    layout: () => (stage.focus.length > 0 ? stage.showGrid() : stage.switchMode()),
    pinSpeaker: stage.togglePinOfSpeaker,
    selfView: stage.cycleSelfView,
    fullScreen: () => void toggleFullScreen(),
    pictureInPicture: () => void togglePictureInPicture(),
    quality: quality.toggle,
    shortcuts: () => {
      sheetOpen.value = !sheetOpen.value
    }
  }
  useMeetingShortcuts(actions)

  /** The list of keys in the sheet. */
  const sheet = computed(() =>
    shortcuts.value.filter(
      ({ action }) =>
        (action !== 'share' || media.canShare) &&
        (action !== 'fullScreen' || fullScreenSupported) &&
        (action !== 'pictureInPicture' || pictureInPictureSupported)
    )
  )
  const stageControls = computed(() => ({
    large: stage.focus.length > 0,
    selfView: stage.selfView,
    mirrored: stage.mirrored,
    lowBandwidth: meeting.lowBandwidth,
    fullScreen: fullScreen.value,
    fullScreenSupported,
    pictureInPicture: pictureInPicture.value,
    pictureInPictureSupported: pictureInPictureSupported && smallPicture.value !== null,
    keys: settings.settings.singleKeyShortcuts
      ? Object.fromEntries(MEETING_SHORTCUTS.map(({ action }) => [action, shownKeys(action)[0]]))
      : {}
  }))

  return { stageControls, actions, sheetOpen, sheet }
}
