import type { NoticeContent } from '../stores/notices.ts'

/** What happens in a meeting: the notices of the page, and files that are offered. */
export type Happening = NoticeContent | { type: 'file-offered'; name: string; file: string }

/** Where a click on what the system says leads. */
type Destination = 'chat' | 'people' | 'files' | 'meeting'

/**
 * What is worth the system's attention while the person looks at something else: what was meant for them, and who comes
 * or waits. All else can be seen later.
 */
const LEADS_TO = {
  mentioned: 'chat',
  messaged: 'chat',
  knock: 'people',
  'file-offered': 'files',
  joined: 'meeting'
} as const satisfies Readonly<Partial<Record<Happening['type'], Destination>>>

/** What the system says. */
export type SystemNotice = Extract<Happening, { type: keyof typeof LEADS_TO }>

export function isForSystem(happening: Happening): happening is SystemNotice {
  return happening.type in LEADS_TO
}

/** Where a click leads, and the tag: of several notices with the same one, the last takes the others' place. */
export function systemNotice({ type, name }: SystemNotice): { tag: string; leadsTo: Destination } {
  // Many come at once; the last says it for all.
  return { tag: type === 'joined' ? type : `${type}:${name}`, leadsTo: LEADS_TO[type] }
}
