import type { ChatMessage } from '../call/chat/chat-message.ts'

/** The words around the messages, in the person's language. */
export interface TranscriptWords {
  title: string
  you: string
  edited: string
  onlyTo: (name: string) => string
  onlyToYou: string
  inReply: (name: string) => string
  picture: (name: string) => string
  time: (time: number) => string
}

/** The chat as a plain text, for whoever wants to keep it. What was taken back isn't in it. */
export function chatTranscript(messages: readonly ChatMessage[], words: TranscriptWords): string {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const parts = messages
    .filter(({ deleted }) => !deleted)
    .map((message) => {
      const quoted = message.replyTo === null ? undefined : byId.get(message.replyTo)
      const { privateWith } = message
      const notes = [
        ...(privateWith === null ? [] : [message.own ? words.onlyTo(privateWith.name) : words.onlyToYou]),
        ...(quoted === undefined ? [] : [words.inReply(nameOf(quoted, words))]),
        ...(message.edited ? [words.edited] : [])
      ]
      const head = [
        `[${words.time(message.sentAt)}]`,
        nameOf(message, words),
        ...notes.map((note) => `· ${note}`)
      ]
      const body = [
        ...(message.image === null ? [] : [words.picture(message.image.name)]),
        ...(message.text === '' ? [] : [message.text])
      ]
      // Set in, so that nobody's text can pass for a message of somebody else.
      return [
        head.join(' '),
        ...body
          .join('\n')
          .split(/\r\n|[\n\r\u2028\u2029]/)
          .map((line) => `    ${line}`)
      ].join('\n')
    })
  return [words.title, ...parts].join('\n\n') + '\n'
}

function nameOf({ own, author }: ChatMessage, { you }: TranscriptWords): string {
  return own ? `${author.name} (${you})` : author.name
}
