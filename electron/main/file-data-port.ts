import { ipcMain, type MessagePortMain } from 'electron'
import * as v from 'valibot'
import {
  FILE_DATA_PORT,
  fileDataRequestSchema,
  type FileDataAnswer,
  type FileDataRequest,
  type FileDataRequests
} from '../../protocol/file-data-port.ts'
import { isTrustedSender } from './ipc.ts'
import type { Log } from './log.ts'

/**
 * Answers what comes over the ports that pages open for what is in files. A port from elsewhere is closed, and what
 * doesn't fit its schema is refused before a handler sees it.
 */
export function answerFileDataPorts(handlers: FileDataRequests, log: Log): void {
  ipcMain.on(FILE_DATA_PORT, (event) => {
    const [port] = event.ports
    if (port === undefined) return
    if (!isTrustedSender(event)) {
      log.warn('A port for file data came from a sender that is not trusted')
      return port.close()
    }
    port.on('message', ({ data }) => void answer(port, data, handlers, log))
    port.start()
  })
}

async function answer(
  port: MessagePortMain,
  data: unknown,
  handlers: FileDataRequests,
  log: Log
): Promise<void> {
  const request = v.safeParse(fileDataRequestSchema, data)
  if (!request.success) {
    log.warn('A request for file data does not fit')
    const { id } = (data ?? {}) as Partial<FileDataRequest>
    return port.postMessage({ id } satisfies Partial<FileDataAnswer>)
  }
  const { id } = request.output
  try {
    port.postMessage({ id, result: await handle(request.output, handlers) } satisfies FileDataAnswer)
  } catch (error) {
    log.error('A request for file data failed', error)
    port.postMessage({ id } satisfies FileDataAnswer)
  }
}

function handle(request: FileDataRequest, handlers: FileDataRequests): Promise<FileDataAnswer['result']> {
  switch (request.name) {
    case 'readSource':
      return handlers.readSource(request.argument)
    case 'writeDownload':
      return handlers.writeDownload(request.argument)
  }
}
