/**
 * The AppImage that this app runs from; null when it runs from elsewhere. What another AppImage starts, a terminal or a
 * browser, inherits that one's variables, so they count only if the program lies in what they say is mounted.
 */
export function ownAppImage(
  { APPIMAGE, APPDIR }: NodeJS.ProcessEnv,
  program = process.execPath
): string | null {
  if (APPIMAGE === undefined || APPDIR === undefined || APPDIR === '') return null
  return program.startsWith(`${APPDIR}/`) ? APPIMAGE : null
}
