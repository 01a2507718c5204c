import { expect, onTestFinished, test } from 'vitest'
import { FILE_DATA_PORT, type FileDataAnswer, type FileDataRequest } from '../../protocol/file-data-port.ts'
import { succeed } from '../../protocol/result.ts'
import { openFileDataPort } from './file-data-port.ts'

const argument = { token: '0'.repeat(32), offset: 0, bytes: 3 }

/** A main process that answers when it is told to. */
function openWithShell() {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const asked: FileDataRequest[] = []
  const next: ((request: FileDataRequest) => void)[] = []
  port1.onmessage = ({ data }: MessageEvent<FileDataRequest>) => {
    asked.push(data)
    next.shift()?.(data)
  }
  const post = (data: unknown, source: MessageEventSource | null, port = new MessageChannel().port1) =>
    window.dispatchEvent(new MessageEvent('message', { data, source, ports: [port] }))
  const port = openFileDataPort(() => {
    post(FILE_DATA_PORT, null)
    post('something else', window)
    post(FILE_DATA_PORT, window, port2)
  })
  return {
    port,
    asked,
    nextRequest: () => new Promise<FileDataRequest>((resolve) => next.push(resolve)),
    answer: (answer: FileDataAnswer) => port1.postMessage(answer),
    close: () => port1.close()
  }
}

test('each request gets its own answer, in whatever order they come', async () => {
  const { port, asked, nextRequest, answer } = openWithShell()
  const both = Promise.all([nextRequest(), nextRequest()])
  const read = port.readSource(argument)
  const written = port.writeDownload({ key: 'peer.t', data: new Uint8Array([1]) })
  const [first, second] = await both
  expect(asked.map(({ name }) => name)).toEqual(['readSource', 'writeDownload'])
  answer({ id: second.id, result: succeed(null) })
  answer({ id: first.id, result: succeed(new Uint8Array([4, 5, 6])) })
  expect(await written).toEqual(succeed(null))
  expect(await read).toEqual(succeed(new Uint8Array([4, 5, 6])))
})

test('a request that is refused rejects, and the next one goes on', async () => {
  const { port, nextRequest, answer } = openWithShell()
  const refused = port.readSource(argument)
  const { id } = await nextRequest()
  answer({ id })
  await expect(refused).rejects.toThrow('refuses')
  const next = port.readSource(argument)
  answer({ id: (await nextRequest()).id, result: succeed(new Uint8Array([1])) })
  expect(await next).toMatchObject({ ok: true })
})

test('a port that is gone rejects what waits and what is asked afterwards', async () => {
  const { port, nextRequest, close } = openWithShell()
  const asked = nextRequest()
  const waiting = port.readSource(argument)
  await asked
  close()
  await expect(waiting).rejects.toThrow('not heard')
  await expect(port.readSource(argument)).rejects.toThrow('is gone')
})
