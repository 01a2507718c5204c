import { expect, onTestFinished, test } from 'vitest'
import { CONTENT_PORT, type ContentAnswer, type ContentRequest } from '../../protocol/content-port.ts'
import { succeed } from '../../protocol/result.ts'
import { openContentPort } from './content-port.ts'

const argument = { token: '0'.repeat(32), offset: 0, bytes: 3 }

/** A main process that answers when it is told to. */
function openWithShell() {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const asked: ContentRequest[] = []
  const next: ((request: ContentRequest) => void)[] = []
  port1.onmessage = ({ data }: MessageEvent<ContentRequest>) => {
    asked.push(data)
    next.shift()?.(data)
  }
  const post = (data: unknown, source: MessageEventSource | null, port = new MessageChannel().port1) =>
    window.dispatchEvent(new MessageEvent('message', { data, source, ports: [port] }))
  const contents = openContentPort(() => {
    post(CONTENT_PORT, null)
    post('something else', window)
    post(CONTENT_PORT, window, port2)
  })
  return {
    contents,
    asked,
    nextRequest: () => new Promise<ContentRequest>((resolve) => next.push(resolve)),
    answer: (answer: ContentAnswer) => port1.postMessage(answer)
  }
}

test('each request gets its own answer, in whatever order they come', async () => {
  const { contents, asked, nextRequest, answer } = openWithShell()
  const both = Promise.all([nextRequest(), nextRequest()])
  const read = contents.readSource(argument)
  const written = contents.writeDownload({ key: 'peer.t', data: new Uint8Array([1]) })
  const [first, second] = await both
  expect(asked.map(({ name }) => name)).toEqual(['readSource', 'writeDownload'])
  answer({ id: second.id, result: succeed(null) })
  answer({ id: first.id, result: succeed(new Uint8Array([4, 5, 6])) })
  expect(await written).toEqual(succeed(null))
  expect(await read).toEqual(succeed(new Uint8Array([4, 5, 6])))
})

test('a request that is refused rejects, and the next one goes on', async () => {
  const { contents, nextRequest, answer } = openWithShell()
  const refused = contents.readSource(argument)
  const { id } = await nextRequest()
  answer({ id })
  await expect(refused).rejects.toThrow('does not fit')
  const next = contents.readSource(argument)
  answer({ id: (await nextRequest()).id, result: succeed(new Uint8Array([1])) })
  expect(await next).toMatchObject({ ok: true })
})
