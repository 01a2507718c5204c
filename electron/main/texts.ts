/** What the main process says itself, in menus of the system: English is the measure. */
const en = {
  show: (app: string) => `Show ${app}`,
  mute: 'Mute',
  unmute: 'Unmute',
  cameraOff: 'Turn camera off',
  cameraOn: 'Turn camera on',
  raiseHand: 'Raise hand',
  lowerHand: 'Lower hand',
  leave: 'Leave meeting',
  newMeeting: 'New meeting',
  newMeetingHint: 'Start a meeting of your own',
  quit: (app: string) => `Quit ${app}`,
  idle: (app: string) => app,
  inCall: (app: string) => `${app}: in a meeting`,
  muted: (app: string) => `${app}: muted`,
  sharing: (app: string) => `${app}: your screen is shared`,
  unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  meeting: 'Meeting',
  file: 'File',
  edit: 'Edit',
  view: 'View',
  windowMenu: 'Window',
  keepsFailing: (app: string) => `${app} keeps failing. Please quit it and start it again.`
}

/** The texts of one language. */
export type Texts = typeof en

const zhCN: Texts = {
  show: (app) => `显示 ${app}`,
  mute: '静音',
  unmute: '取消静音',
  cameraOff: '关闭摄像头',
  cameraOn: '打开摄像头',
  raiseHand: '举手',
  lowerHand: '放下手',
  leave: '离开会议',
  newMeeting: '新会议',
  newMeetingHint: '发起自己的会议',
  quit: (app) => `退出 ${app}`,
  idle: (app) => app,
  inCall: (app) => `${app}：会议中`,
  muted: (app) => `${app}：已静音`,
  sharing: (app) => `${app}：正在共享屏幕`,
  unread: (count) => `${count} 条未读消息`,
  meeting: '会议',
  file: '文件',
  edit: '编辑',
  view: '显示',
  windowMenu: '窗口',
  keepsFailing: (app) => `${app} 反复出错。请退出后重新启动。`
}

const LANGUAGES: readonly (readonly [tag: string, texts: Texts])[] = [
  ['en', en],
  ['zh-CN', zhCN]
]

/**
 * The texts in the language that was chosen, or in the first of the system's that there are.
 *
 * @param chosen BCP 47 tag of the settings; null follows the system
 * @param preferred BCP 47 tags, most wanted first
 */
export function textsFor(chosen: string | null, preferred: readonly string[]): Texts {
  for (const tag of chosen === null ? preferred : [chosen, ...preferred]) {
    const match = LANGUAGES.find(([own]) => primary(own) === primary(tag))
    if (match !== undefined) return match[1]
  }
  return en
}

function primary(tag: string): string {
  return (tag.split('-', 1)[0] ?? '').toLowerCase()
}
