import type { Result } from './result.ts'

/**
 * What the desktop shell and the signaling server say to each other when the server runs inside the app, in a
 * process of its own. The shell sends `start` once; the server answers with `started`, and tells once when it
 * was `reached` from another machine. `stop` ends it.
 */
export type EmbeddedServerCommand =
  | {
      type: 'start'
      /** Tried first, so that invite links outlive a restart; a free one is taken when it is in use. */
      preferredPort: number
      /** Interface to listen on: `0.0.0.0` for the network, `127.0.0.1` for this machine only. */
      host: string
      /** Signs resume tokens; the same one lets people return after a restart. At least 32 characters. */
      secret: string
      /** Folder of the built renderer, served to guests; null serves none. */
      pages: string | null
      /** Key and certificate in PEM for HTTPS beside HTTP on the same port; null serves plain HTTP alone. */
      tls: { key: string; cert: string } | null
    }
  | { type: 'stop' }

export type EmbeddedServerEvent =
  { type: 'started'; outcome: Result<{ port: number }, 'start-failed'> } | { type: 'reached' }
