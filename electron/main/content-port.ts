import { ipcMain, type MessagePortMain } from 'electron'
import * as v from 'valibot'
import {
  CONTENT_PORT,
  contentRequestSchema,
  type ContentAnswer,
  type ContentRequest,
  type ContentRequests
} from '../../protocol/content-port.ts'
import { isTrustedSender } from './ipc.ts'
import type { Log } from './log.ts'

/**
 * Answers what comes over the ports that pages open for contents of files. What comes from elsewhere is dropped, and
 * what doesn't fit its schema is refused before a handler sees it.
 */
export function answerContentPorts(handlers: ContentRequests, log: Log): void {
  ipcMain.on(CONTENT_PORT, (event) => {
    const [port] = event.ports
    if (port === undefined) return
    if (!isTrustedSender(event)) return port.close()
    port.on('message', ({ data }) => void answer(port, data, handlers, log))
    port.start()
  })
}

async function answer(
  port: MessagePortMain,
  data: unknown,
  handlers: ContentRequests,
  log: Log
): Promise<void> {
  const request = v.safeParse(contentRequestSchema, data)
  if (!request.success) {
    log.warn('A request for contents does not fit')
    const { id } = (data ?? {}) as Partial<ContentRequest>
    return port.postMessage({ id } satisfies Partial<ContentAnswer>)
  }
  const { id } = request.output
  try {
    port.postMessage({ id, result: await handle(request.output, handlers) } satisfies ContentAnswer)
  } catch (error) {
    log.error('A request for contents failed', error)
    port.postMessage({ id } satisfies ContentAnswer)
  }
}

function handle(request: ContentRequest, handlers: ContentRequests): Promise<ContentAnswer['result']> {
  switch (request.name) {
    case 'readSource':
      return handlers.readSource(request.argument)
    case 'writeDownload':
      return handlers.writeDownload(request.argument)
  }
}
