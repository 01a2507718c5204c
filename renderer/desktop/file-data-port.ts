import { FILE_DATA_PORT, type FileDataAnswer, type FileDataRequests } from '../../protocol/file-data-port.ts'

type Waiting = PromiseWithResolvers<NonNullable<FileDataAnswer['result']>>

/**
 * What is in files, from and to the main process, over the port that the shell posts to the window. A request rejects
 * when the main process refuses it, or the port is gone. Once a page: who opens two at a time gets one of them.
 *
 * @param open has the shell post the port
 */
export function openFileDataPort(open: () => void): FileDataRequests {
  const waiting = new Map<number, Waiting>()
  let isGone = false
  const rejectAll = () => {
    for (const { reject } of waiting.values()) reject(new Error('The main process is not heard'))
    waiting.clear()
  }
  const onAnswer = ({ data: { id, result } }: MessageEvent<FileDataAnswer>) => {
    if (result === undefined) waiting.get(id)?.reject(new Error('The main process refuses'))
    else waiting.get(id)?.resolve(result)
    waiting.delete(id)
  }
  const posted = nextPort().then((port) => {
    port.onmessage = onAnswer
    // Nobody knows whose answer it was that couldn't be read.
    port.onmessageerror = rejectAll
    port.addEventListener('close', () => {
      isGone = true
      rejectAll()
    })
    return port
  })
  open()
  let lastId = 0
  const ask = async <Name extends keyof FileDataRequests>(
    name: Name,
    argument: Parameters<FileDataRequests[Name]>[0]
  ): Promise<Awaited<ReturnType<FileDataRequests[Name]>>> => {
    const port = await posted
    if (isGone) throw new Error('The port to the main process is gone')
    const id = ++lastId
    port.postMessage({ id, name, argument })
    const answer: Waiting = Promise.withResolvers()
    waiting.set(id, answer)
    return answer.promise as Promise<Awaited<ReturnType<FileDataRequests[Name]>>>
  }
  return {
    readSource: (argument) => ask('readSource', argument),
    writeDownload: (argument) => ask('writeDownload', argument)
  }
}

function nextPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
      if (source !== window || data !== FILE_DATA_PORT || port === undefined) return
      window.removeEventListener('message', onMessage)
      resolve(port)
    }
    window.addEventListener('message', onMessage)
  })
}
