import { defineComponent, h, type PropType, type VNodeChild } from 'vue'
import { parseMarkup, type Block, type Inline } from './chat-markup.ts'
import { markText, type TextMarks } from './text-marks.ts'

/** Up to three emoji and nothing else are shown large. */
const EMOJI_ALONE = /^(?:\p{RGI_Emoji}\s*){1,3}$/v

/**
 * The text of a chat message, built as elements of our own choice: whatever somebody writes, no markup of theirs
 * gets into the page.
 */
export default defineComponent({
  name: 'ChatMessageText',
  props: {
    text: { type: String, required: true },
    marks: { type: Object as PropType<TextMarks>, required: true }
  },
  setup(props) {
    return () =>
      EMOJI_ALONE.test(props.text)
        ? h('p', { class: 'font-emoji text-4xl leading-tight' }, props.text)
        : parseMarkup(props.text).map((block) => renderBlock(block, props.marks))
  }
})

// Each paragraph finds its own direction, and what it does to it ends with it.
function renderBlock(block: Block, marks: TextMarks): VNodeChild {
  switch (block.type) {
    case 'paragraph':
      return h('p', { dir: 'auto' }, renderInlines(block.children, marks))
    case 'code':
      return h(
        'pre',
        {
          class: 'my-1 rounded-lg bg-current/8 px-2.5 py-1.5 font-mono text-[0.8125rem] whitespace-pre-wrap',
          dir: 'ltr'
        },
        h('code', { class: 'font-mono' }, renderText(block.text, { ...marks, mentions: null }))
      )
    case 'quote':
      return h(
        'blockquote',
        { class: 'my-1 border-l-2 border-current/30 pl-2.5 opacity-85' },
        block.children.map((child) => renderBlock(child, marks))
      )
    case 'list': {
      const items = block.items.map((item) =>
        h(
          'li',
          item.map((child) => renderBlock(child, marks))
        )
      )
      return block.start === null
        ? h('ul', { class: 'list-disc pl-5' }, items)
        : h('ol', { class: 'list-decimal pl-7', start: block.start }, items)
    }
  }
}

function renderInlines(inlines: readonly Inline[], marks: TextMarks): VNodeChild[] {
  return inlines.map((inline) => renderInline(inline, marks))
}

function renderInline(inline: Inline, marks: TextMarks): VNodeChild {
  switch (inline.type) {
    case 'text':
      return renderText(inline.text, marks)
    case 'break':
      return h('br')
    case 'strong':
      return h('strong', { class: 'font-semibold' }, renderInlines(inline.children, marks))
    case 'emphasis':
      return h('em', renderInlines(inline.children, marks))
    case 'strike':
      return h('s', renderInlines(inline.children, marks))
    case 'code':
      return h(
        'code',
        { class: 'rounded-md bg-current/8 px-1 py-px font-mono text-[0.875em]', dir: 'ltr' },
        renderText(inline.text, { ...marks, mentions: null })
      )
    case 'link':
      return [
        h(
          'a',
          {
            href: inline.address,
            target: '_blank',
            rel: 'noopener noreferrer nofollow',
            class: 'underline underline-offset-2 hover:decoration-2'
          },
          h('bdi', renderInlines(inline.children, marks))
        ),
        inline.host === null ? null : h('bdi', { class: 'opacity-75' }, ` (${inline.host})`)
      ]
  }
}

function renderText(text: string, marks: TextMarks): VNodeChild[] {
  return markText(text, marks).map(({ text: piece, mark }) => {
    switch (mark) {
      case 'mention':
        return h('span', { class: 'rounded-md bg-current/10 px-0.5 font-medium' }, piece)
      case 'hit':
        return h('mark', { class: 'rounded-xs bg-voice text-black' }, piece)
      case null:
        return piece
    }
  })
}
