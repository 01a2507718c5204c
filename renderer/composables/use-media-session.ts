import { onScopeDispose, watch } from 'vue'
import { useDependencies } from '../stores/dependencies.ts'
import { useMediaToggles } from './use-media-toggles.ts'

/** Actions of a call in the Media Session standard; the types know those of players alone. */
const CALL_ACTIONS = { microphone: 'togglemicrophone', camera: 'togglecamera', leave: 'hangup' } as const
type CallAction = keyof typeof CALL_ACTIONS

/** What a browser has of it: the actions in Chromium, the rest not everywhere. */
export type CallSession = Partial<Pick<MediaSession, 'setMicrophoneActive' | 'setCameraActive'>> & {
  setActionHandler: (action: string, handler: (() => void) | null) => void
}

/**
 * Tells the browser that there is a call, for as long as the meeting is shown: its picture-in-picture window then has
 * buttons for the microphone, the camera and leaving.
 *
 * @param session the browser's own; undefined where it has none
 */
export function useMediaSession(
  actions: Readonly<Record<CallAction, () => void>>,
  session: CallSession | undefined = ownSession()
): void {
  const { logger } = useDependencies()
  const { microphoneOn, cameraOn } = useMediaToggles()

  /** A browser throws at an action that it doesn't know. @returns whether it knows it */
  function handle(action: CallAction, handler: (() => void) | null): boolean {
    try {
      session?.setActionHandler(CALL_ACTIONS[action], handler)
      return session !== undefined
    } catch {
      return false
    }
  }

  /** It may answer with a promise that is rejected, in whatever state the page is. */
  async function show(on: boolean, tell: ((active: boolean) => Promise<void>) | undefined): Promise<void> {
    try {
      await tell?.call(session, on)
    } catch (error) {
      logger.debug('The browser does not show how the devices are', error)
    }
  }

  const handled = (Object.keys(CALL_ACTIONS) as CallAction[]).filter((action) =>
    handle(action, actions[action])
  )
  watch(microphoneOn, (on) => void show(on, session?.setMicrophoneActive), { immediate: true })
  watch(cameraOn, (on) => void show(on, session?.setCameraActive), { immediate: true })
  onScopeDispose(() => {
    for (const action of handled) handle(action, null)
    void show(false, session?.setMicrophoneActive)
    void show(false, session?.setCameraActive)
  })
}

function ownSession(): CallSession | undefined {
  // Not every browser has it; the types think so.
  return (navigator as { mediaSession?: CallSession }).mediaSession
}
