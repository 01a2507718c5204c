import { afterEach, expect, test } from 'vitest'
import { succeed } from '../../protocol/result.ts'
import type { SettingKey } from '../../protocol/settings.ts'
import { settle } from '../call/testing/settle.ts'
import FilesPanel from '../components/FilesPanel.vue'
import { mountComponent } from '../components/testing/mount-component.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const NOTE = 'Set by your organisation'

let app: FakeApp
let page: OpenApp

async function open(path: string, locked: SettingKey[]): Promise<void> {
  app = new FakeApp({ settings: { name: 'Ada' } })
  app.desktop.locked = locked
  app.desktop.sources = succeed([{ id: 'screen:1:0', kind: 'screen', name: '', thumbnail: null, icon: null }])
  page = await OpenApp.at(path, app)
}

async function openMeeting(locked: SettingKey[]): Promise<void> {
  await open('/r/modi-kafu-ruse', locked)
  await page.click('Join now')
  await app.invite('Grace')
  await settle()
}

afterEach(() => app.close())

/** The switches in what has just opened, by their labels, that can't be used. */
function lockedSwitches(): string[] {
  const labels = [...document.querySelectorAll('[role=dialog] label')]
  return labels.flatMap((label) => {
    const control = label.querySelector<HTMLButtonElement>('[role=switch]')
    if (control?.disabled !== true) return []
    expect(label.textContent).toContain(NOTE)
    return [label.querySelector('.font-medium')?.textContent ?? '']
  })
}

/** How often the page says that something is locked. */
const notes = () => page.text.split(NOTE).length - 1

test('the options of a new meeting say what is locked', async () => {
  await open('/', ['joinWithCamera'])
  await page.click('Meeting options')
  expect(lockedSwitches()).toEqual(['Camera on'])
  expect(notes()).toBe(1)
  page.close()
})

test('the sheet of keys says what is locked', async () => {
  await openMeeting(['singleKeyShortcuts'])
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', shiftKey: true, bubbles: true }))
  await settle()
  expect(lockedSwitches()).toEqual(['Shortcuts of a single key'])
  page.close()
})

test('the choice of what to share says what is locked, and so do the controls while it is shared', async () => {
  await openMeeting(['shareAudio', 'shareQuality'])
  await page.click('Share screen')
  expect(lockedSwitches()).toEqual(['Share sound'])
  expect(notes(), 'for the sound and the quality').toBe(2)
  const qualities = document.querySelectorAll<HTMLButtonElement>(
    '[role=dialog] [aria-label="Optimise for"] button'
  )
  expect([...qualities].map(({ disabled }) => disabled)).toEqual([true, true])
  await page.click('Share')
  const select = document.querySelector('select')
  expect(select?.disabled).toBe(true)
  expect(select?.title).toBe(NOTE)
  page.close()
})

test.each([true, false])('the list of files offers a folder unless that is locked (%s)', (folderLocked) => {
  const asked: string[] = []
  const panel = mountComponent(FilesPanel, {
    offers: [],
    transfers: [],
    people: [],
    hasFolder: true,
    folderLocked,
    recipient: null,
    onFolder: () => asked.push('folder')
  })
  const button = panel.get<HTMLButtonElement>('button[aria-label="Folder for what others send"]')
  button.element.click()
  expect(asked).toEqual(folderLocked ? [] : ['folder'])
  expect(button.element.title.includes(NOTE)).toBe(folderLocked)
  expect(document.getElementById(button.attributes('aria-describedby') ?? '')?.textContent).toBe(
    folderLocked ? NOTE : undefined
  )
  panel.unmount()
})
