/** Names the app to the operating systems; AppStream and macOS ask for a reversed domain name. */
export const APP_ID = 'app.parley.Parley'
