import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pickedFile } from '../call/testing/fake-files.ts'
import type { FakeParticipant } from '../call/testing/fake-participant.ts'
import { settle } from '../call/testing/settle.ts'
import { useFilesStore } from '../stores/files.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

let app: FakeApp
let page: OpenApp
let grace: FakeParticipant

beforeEach(async () => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at('/r/modi-kafu-ruse?server=https://meet.example', app)
  await page.click('Join now')
  grace = await app.invite('Grace')
  await settle()
})

afterEach(async () => {
  page.close()
  await app.close()
})

async function settleAll(): Promise<void> {
  for (let round = 0; round < 30; round++) await settle()
}

/** Something that is dragged over the window, pasted or let go. */
function carry(type: string, property: string, { types, items, text = '' }: Carried): Event {
  const event = new Event(type, { bubbles: true, cancelable: true })
  const data = { types, items, getData: () => text, dropEffect: '' }
  Object.defineProperty(event, property, { value: data })
  window.dispatchEvent(event)
  return event
}

interface Carried {
  types: string[]
  items: DataTransferItem[]
  text?: string
}

function fileItem(name: string): DataTransferItem {
  const file = new File(['x'], name)
  return { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file } as unknown as DataTransferItem
}

const dropped = (name: string): Carried => ({ types: ['Files'], items: [fileItem(name)] })
const text: Carried = { types: ['text/plain'], items: [], text: 'hello' }
const panel = () => document.querySelector('aside[aria-label=Files]')

describe('an offer of somebody else', () => {
  test('is asked about above the meeting, and taken there', async () => {
    await grace.call.files.offer([pickedFile('report.pdf', 'hello')], null)
    await settle()
    expect(page.text).toContain('Grace wants to send you')
    const button = page.button('Files')
    expect(button.getAttribute('aria-description')).toBe('1 offer waits for your answer')
    await page.click('Accept report.pdf')
    await settleAll()
    expect(page.hasButton('Accept report.pdf')).toBe(false)
    expect(app.files.text('report.pdf')).toBe('hello')
    await page.click('Files')
    expect(panel()?.textContent).toContain('Received')
    await page.click('Show report.pdf in its folder')
    expect(app.files.shown).toHaveLength(1)
    await page.click('Clear finished')
    expect(panel()?.textContent).toContain('No files yet')
  })

  test('is asked about once: in the list while that is open, which gives the focus back', async () => {
    await page.click('Files')
    await grace.call.files.offer([pickedFile('report.pdf', 'hello')], null)
    await settle()
    expect(document.querySelectorAll('[aria-label="Accept report.pdf"]')).toHaveLength(1)
    await page.click('Decline report.pdf')
    expect(panel()?.textContent).toContain('You declined')
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await settle()
    expect(panel()).toBeNull()
    expect(document.activeElement).toBe(page.button('Files'))
  })
})

describe('files that are dropped', () => {
  test('anywhere are offered to everybody, and then seen in the list', async () => {
    carry('dragenter', 'dataTransfer', dropped('a.txt'))
    await settle()
    expect(page.text).toContain('Drop to send to everybody')
    expect(carry('drop', 'dataTransfer', dropped('a.txt')).defaultPrevented).toBe(true)
    await settleAll()
    expect(page.text).not.toContain('Drop to send to everybody')
    expect(useFilesStore().transfers).toMatchObject([{ name: 'a.txt', direction: 'out' }])
    expect(panel()?.textContent).toContain("Grace hasn't answered yet")
  })

  test('never take the place of the page, also where nobody is there to send them to', async () => {
    grace.call.leave()
    await settle()
    carry('dragenter', 'dataTransfer', dropped('a.txt'))
    await settle()
    expect(page.text).toContain('Nobody is here to send files to')
    expect(carry('drop', 'dataTransfer', dropped('a.txt')).defaultPrevented).toBe(true)
    await settleAll()
    expect(useFilesStore().transfers).toEqual([])
  })

  test('are taken from a paste as well, and texts from neither', async () => {
    expect(carry('dragenter', 'dataTransfer', text).defaultPrevented).toBe(false)
    expect(carry('drop', 'dataTransfer', text).defaultPrevented).toBe(false)
    // Some programs put a picture beside the text that they copy.
    expect(carry('paste', 'clipboardData', { ...dropped('a.txt'), text: 'hello' }).defaultPrevented).toBe(
      false
    )
    await settleAll()
    expect(useFilesStore().transfers).toEqual([])
    carry('paste', 'clipboardData', dropped('b.txt'))
    await settleAll()
    expect(useFilesStore().transfers).toMatchObject([{ name: 'b.txt' }])
  })
})

test('a folder that is chosen keeps the places of its files', async () => {
  await page.click('Files')
  const field = document.querySelector<HTMLInputElement>('input[data-folder]')!
  const file = new File(['x'], 'a.txt')
  Object.defineProperty(file, 'webkitRelativePath', { value: 'photos/a.txt' })
  Object.defineProperty(field, 'files', { value: [file] })
  field.dispatchEvent(new Event('change'))
  await settleAll()
  expect(useFilesStore().transfers).toMatchObject([{ name: 'photos', folder: true, files: 1 }])
})
