import {
  CONTENT_PORT,
  type ContentAnswer,
  type ContentRequest,
  type ContentRequests
} from '../../protocol/content-port.ts'

type Waiting = PromiseWithResolvers<NonNullable<ContentAnswer['result']>>

/**
 * Contents of files, from and to the main process, over the port that the shell posts to the window. A request that the
 * main process refuses rejects.
 *
 * @param open has the shell post the port
 */
export function openContentPort(open: () => void): ContentRequests {
  const port = nextPort()
  open()
  const waiting = new Map<number, Waiting>()
  void port.then((port) => {
    port.onmessage = ({ data }: MessageEvent<ContentAnswer>) => {
      const { id, result } = data
      if (result === undefined) waiting.get(id)?.reject(new Error('The request does not fit'))
      else waiting.get(id)?.resolve(result)
      waiting.delete(id)
    }
  })
  let lastId = 0
  const ask = async (request: Omit<ContentRequest, 'id'>) => {
    const id = ++lastId
    const answer: Waiting = Promise.withResolvers()
    waiting.set(id, answer)
    ;(await port).postMessage({ id, ...request })
    return answer.promise
  }
  return {
    readSource: (argument) =>
      ask({ name: 'readSource', argument }) as ReturnType<ContentRequests['readSource']>,
    writeDownload: (argument) =>
      ask({ name: 'writeDownload', argument }) as ReturnType<ContentRequests['writeDownload']>
  }
}

function nextPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
      if (source !== window || data !== CONTENT_PORT || port === undefined) return
      window.removeEventListener('message', onMessage)
      resolve(port)
    }
    window.addEventListener('message', onMessage)
  })
}
