import type { DisplayMediaRequestHandlerHandlerRequest, Session } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CapturePlatform } from './screen-capture.ts'

const getSources = vi.fn()
const getMediaAccessStatus = vi.fn()
const windows: { getMediaSourceId: () => string }[] = []
vi.mock('electron', () => ({
  app: {},
  BrowserWindow: { getAllWindows: () => windows },
  desktopCapturer: { getSources },
  systemPreferences: { getMediaAccessStatus }
}))
const { ScreenCapture } = await import('./screen-capture.ts')

const picture = (empty: boolean) => ({ isEmpty: () => empty, toDataURL: () => 'data:image/png;base64,AA==' })
const SOURCES = [
  { id: 'screen:1:0', name: 'Entire screen', display_id: '77', thumbnail: picture(false), appIcon: null },
  { id: 'window:42:1', name: 'Parley', display_id: '', thumbnail: picture(false), appIcon: picture(false) },
  { id: 'window:43:0', name: 'Notes', display_id: '', thumbnail: picture(true), appIcon: picture(true) }
]

const X11: CapturePlatform = { platform: 'linux', systemVersion: '6.1', environment: { DISPLAY: ':0' } }
const WAYLAND: CapturePlatform = {
  ...X11,
  environment: { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', PULSE_SERVER: 'unix:/x' }
}
const WINDOWS: CapturePlatform = { platform: 'win32', systemVersion: '10.0.26100', environment: {} }
const mac = (systemVersion: string): CapturePlatform => ({
  platform: 'darwin',
  systemVersion,
  environment: {}
})

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const captures: InstanceType<typeof ScreenCapture>[] = []

function captureOn(platform: CapturePlatform) {
  const capture = new ScreenCapture(platform, log)
  captures.push(capture)
  return capture
}

/** What a request of our page is answered with. */
async function ask(
  capture: InstanceType<typeof ScreenCapture>,
  {
    audioRequested = false,
    securityOrigin = 'app://parley/',
    frame = { parent: null }
  }: { audioRequested?: boolean; securityOrigin?: string; frame?: { parent: object | null } | null } = {}
) {
  const answers: unknown[] = []
  await capture.answer(
    { frame, securityOrigin, audioRequested } as DisplayMediaRequestHandlerHandlerRequest,
    (streams) => answers.push(streams)
  )
  expect(answers, 'each request is answered once').toHaveLength(1)
  return answers[0]
}

beforeEach(() => {
  vi.useFakeTimers()
  getSources.mockReset().mockResolvedValue(SOURCES)
  getMediaAccessStatus.mockReset().mockReturnValue('granted')
  windows.splice(0, Infinity, { getMediaSourceId: () => 'window:42:0' })
})

afterEach(() => {
  for (const capture of captures.splice(0)) capture.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('how a screen is chosen', () => {
  test.each([
    ['X11', X11, { picker: 'app', audio: false }],
    [
      'X11 with PulseAudio',
      { ...X11, environment: { PULSE_SERVER: 'unix:/run/pulse' } },
      { picker: 'app', audio: true }
    ],
    ['Wayland', WAYLAND, { picker: 'system', audio: true }],
    [
      'X11 where only the variable of the session is left over',
      { ...X11, environment: { XDG_SESSION_TYPE: 'wayland' } },
      { picker: 'app', audio: false }
    ],
    ['Windows', WINDOWS, { picker: 'app', audio: true }],
    ['macOS 12', mac('12.7'), { picker: 'app', audio: false }],
    ['macOS 13', mac('13.6'), { picker: 'app', audio: true }],
    ['macOS 15', mac('15.1'), { picker: 'system', audio: true }]
  ] as const)('on %s', (_name, platform, support) => {
    // No sound server of the machine that runs the tests.
    const environment = { XDG_RUNTIME_DIR: '/nowhere', ...platform.environment }
    expect(captureOn({ ...platform, environment }).support).toEqual(support)
  })
})

describe('the list of sources', () => {
  test('has pictures and icons where there are any, and leaves our own windows out', async () => {
    expect(await captureOn(X11).listSources()).toEqual({
      ok: true,
      value: [
        {
          id: 'screen:1:0',
          kind: 'screen',
          name: 'Entire screen',
          thumbnail: 'data:image/png;base64,AA==',
          icon: null
        },
        { id: 'window:43:0', kind: 'window', name: 'Notes', thumbnail: null, icon: null }
      ]
    })
  })

  test.each([
    ['Wayland', WAYLAND],
    ['macOS 15', mac('15.0')]
  ])('is never asked for on %s, where asking opens a dialog', async (_name, platform) => {
    expect(await captureOn(platform).listSources()).toMatchObject({ ok: false })
    expect(getSources).not.toHaveBeenCalled()
  })

  test.each(['denied', 'restricted'])('is not asked for on macOS while access is %s', async (status) => {
    getMediaAccessStatus.mockReturnValue(status)
    expect(await captureOn(mac('14.5')).listSources()).toMatchObject({ error: { reason: 'denied' } })
    expect(getSources).not.toHaveBeenCalled()
  })

  test('that cannot be had is a failure, and no exception', async () => {
    getSources.mockRejectedValue(new Error('Failed to get sources.'))
    expect(await captureOn(WINDOWS).listSources()).toMatchObject({ error: { reason: 'failed' } })
  })
})

describe('a request', () => {
  test('is granted what was chosen, once', async () => {
    const capture = captureOn(X11)
    capture.choose('window:43:0')
    expect(await ask(capture)).toEqual({ video: { id: 'window:43:0', name: '' } })
    expect(await ask(capture)).toBeNull()
  })

  test('without a choice, or too long after it, is refused', async () => {
    const capture = captureOn(X11)
    expect(await ask(capture)).toBeNull()
    capture.choose('screen:1:0')
    vi.advanceTimersByTime(10_000)
    expect(await ask(capture)).toBeNull()
  })

  test.each<[string, { securityOrigin?: string; frame?: { parent: object | null } | null }]>([
    ['another site', { securityOrigin: 'https://example.org/' }],
    ['a frame inside a page', { frame: { parent: {} } }],
    ['a frame that has gone', { frame: null }]
  ])('of %s is refused, and uses the choice up', async (_who, request) => {
    const capture = captureOn(X11)
    capture.choose('screen:1:0')
    expect(await ask(capture, request)).toBeNull()
    expect(await ask(capture)).toBeNull()
  })

  test('gets the sound where there is any', async () => {
    const windows = captureOn(WINDOWS)
    windows.choose('screen:1:0')
    expect(await ask(windows, { audioRequested: true })).toMatchObject({ audio: 'loopback' })
    const silent = captureOn({ ...X11, environment: { XDG_RUNTIME_DIR: '/nowhere' } })
    silent.choose('screen:1:0')
    expect(await ask(silent, { audioRequested: true })).not.toHaveProperty('audio')
  })

  test('on Wayland opens the portal once, and captures what was chosen there', async () => {
    const capture = captureOn(WAYLAND)
    expect(await ask(capture)).toEqual({ video: SOURCES[0] })
    expect(getSources).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['closed', () => getSources.mockResolvedValue([])],
    ['failing', () => getSources.mockRejectedValue(new Error('Failed to get sources.'))]
  ])('on Wayland with the portal %s is refused', async (_how, prepare) => {
    prepare()
    expect(await ask(captureOn(WAYLAND))).toBeNull()
  })

  test('on macOS is refused while the system denies access, whatever was chosen', async () => {
    const capture = captureOn(mac('14.5'))
    capture.choose('screen:1:0')
    getMediaAccessStatus.mockReturnValue('denied')
    expect(await ask(capture)).toBeNull()
  })

  test.each([
    [mac('15.1'), true],
    [mac('14.5'), false],
    [WAYLAND, false]
  ])('goes through the handler, with the system picker of new macOS: %#', (platform, useSystemPicker) => {
    const setDisplayMediaRequestHandler = vi.fn()
    captureOn(platform).guard({ setDisplayMediaRequestHandler } as unknown as Session)
    expect(setDisplayMediaRequestHandler.mock.calls[0]?.[1]).toEqual({ useSystemPicker })
  })
})

test('an unplugged display is told from another', async () => {
  const capture = captureOn(X11)
  expect(capture.isOn(77)).toBe(false)
  await capture.listSources()
  capture.choose('screen:1:0')
  await ask(capture)
  expect([capture.isOn(77), capture.isOn(78)]).toEqual([true, false])
})
