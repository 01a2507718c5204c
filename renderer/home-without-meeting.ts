/** Home, for somebody whose link leads to no meeting: home says so. */
export const HOME_WITHOUT_MEETING = { path: '/', state: { noMeeting: true } }

/**
 * Whether the page that is open now is `HOME_WITHOUT_MEETING`. Only the first to ask is told so: a history's
 * state outlives a reload, and what was said once would be said again, of a link that nobody followed.
 */
export function takeHomeWithoutMeeting(): boolean {
  const state = window.history.state as { noMeeting?: boolean } | null
  if (state?.noMeeting !== true) return false
  // Not removed but denied: the router keeps a copy of the state, and would fill in what is missing.
  window.history.replaceState({ ...state, noMeeting: false }, '')
  return true
}
