/** Home, for somebody whose link leads to no meeting: home says so. */
export const HOME_WITHOUT_MEETING = { path: '/', state: { noMeeting: true } }

/** Whether the page that is open now is `HOME_WITHOUT_MEETING`. */
export function isHomeWithoutMeeting(): boolean {
  return (window.history.state as { noMeeting?: boolean } | null)?.noMeeting === true
}
