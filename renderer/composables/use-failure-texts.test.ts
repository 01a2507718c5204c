import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { expect, test } from 'vitest'
import type { CallFailureReason } from '../call/call-error.ts'
import { createTexts } from '../i18n/index.ts'
import en from '../i18n/locales/en.json'
import zhCN from '../i18n/locales/zh-CN.json'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { useFailureTexts } from './use-failure-texts.ts'

const CALL = [
  'server-unreachable',
  'server-incompatible',
  'room-full',
  'protocol-version',
  'rate-limited',
  'closing',
  'room-locked',
  'password-required',
  'password-wrong',
  'removed',
  'internal'
] as const satisfies readonly CallFailureReason[]

const TEXTS = { en, 'zh-CN': zhCN }

const CAPTURE = ['not-found', 'denied', 'busy', 'unknown'] as const

function readTexts(language: keyof typeof TEXTS, shell: 'electron' | 'browser'): string[] {
  const app = new FakeApp()
  app.desktop.info = { ...app.desktop.info, shell }
  let texts: string[] = []
  const component = defineComponent({
    setup() {
      const { callFailure, captureFailure } = useFailureTexts()
      texts = [
        ...CALL.map(callFailure),
        ...CAPTURE.map((reason) => captureFailure('camera', reason)),
        ...CAPTURE.map((reason) => captureFailure('microphone', reason)),
        captureFailure('camera', 'insecure-origin')
      ]
      return () => h('div')
    }
  })
  mount(component, {
    global: { plugins: [app.pinia, app.plugin, createTexts(language, TEXTS[language])] }
  }).unmount()
  return texts
}

test.each(['en', 'zh-CN'] as const)('every failure has a text of its own in %s', (language) => {
  for (const shell of ['electron', 'browser'] as const) {
    expect(new Set(readTexts(language, shell)).size).toBe(CALL.length + 2 * CAPTURE.length + 1)
  }
})

test('a refused device is allowed where the refusal was: in the system, or by the site', () => {
  const saying = (shell: 'electron' | 'browser', words: string) =>
    readTexts('en', shell).filter((text) => text.includes(words))
  expect(saying('electron', 'privacy settings')).toHaveLength(2)
  expect(saying('browser', 'privacy settings')).toHaveLength(0)
  expect(saying('browser', 'beside the address')).toHaveLength(2)
})
