import { expect, test } from 'vitest'
import { HELP, parseCommandLine, readAction } from './command-line.ts'

test.each([
  ['--toggle-mute', 'microphone'],
  ['--toggle-camera', 'camera'],
  ['--raise-hand', 'hand'],
  ['--show', 'window'],
  ['--leave', 'leave'],
  ['--new-meeting', 'new-meeting'],
  ['--quit', 'quit']
])('%s asks for %s, is in the help, and reaches the app that runs', (option, action) => {
  expect(parseCommandLine([option])).toEqual({ type: 'act', action })
  expect(HELP).toContain(` ${option} `)
  expect(readAction({ action })).toBe(action)
})

test.each([['--help'], ['--version']])('%s only says something', (option) => {
  expect(parseCommandLine([option])).toEqual({ type: 'print', text: option.slice(2) })
})

test.each([
  [[]],
  [['https://meet.example.org/r/modi-kafu-ruse']],
  [
    [
      '--no-sandbox',
      '--user-data-dir=/tmp/profile',
      '--ozone-platform-hint=auto',
      '--remote-debugging-port=0'
    ]
  ],
  [['--at-login']],
  [['--enable-logging', '-psn_0_12345']]
])('%j starts the app, with what is Chromium’s let through', (words) => {
  expect(parseCommandLine(words)).toEqual({ type: 'start' })
})

test.each([
  [['--toggle-mic'], /no option --toggle-mic\.$/],
  [['--toggle-mut'], /--toggle-mute/],
  [['-help'], /--help/],
  [['--leav'], /--leave/],
  [['--toggle-mute=yes'], /takes no value/],
  [['--toggle-mute', '--leave'], /one of the options/]
])('%j is refused with what is wrong', (words, message) => {
  expect(parseCommandLine(words)).toEqual({
    type: 'refuse',
    message: expect.stringMatching(message) as string
  })
})

test.each([[undefined], [null], [{}], [{ action: 'restart' }], ['microphone']])(
  '%j is no command',
  (sent) => {
    expect(readAction(sent)).toBeNull()
  }
)
