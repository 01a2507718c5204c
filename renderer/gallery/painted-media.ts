import { FakeMediaStream } from '../call/testing/fake-media.ts'

/** Pictures of fake cameras have this size, in pixels. */
const WIDTH = 640
const HEIGHT = 360

/** Skin, hair, clothes. */
const LOOKS = [
  ['#ecc6aa', '#5c3a26', '#be5a4b'],
  ['#e4b894', '#1e1c20', '#3c6e78'],
  ['#8d5a3b', '#191413', '#d8a24a'],
  ['#f0cfb4', '#b98b4e', '#4f6aa5'],
  ['#c99470', '#38241b', '#5b8a5a'],
  ['#5f3c29', '#120e0d', '#a24d7a']
] as const

/**
 * Lets media elements show fake streams: a fake camera becomes a drawn person, always the same for a name.
 * Has to be called before anything is mounted.
 */
export function paintMedia(): void {
  const plain = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  if (plain === undefined) throw new Error('Media elements have no srcObject here')
  Object.defineProperty(globalThis, 'MediaStream', { value: FakeMediaStream, writable: true })
  const given = new WeakMap<HTMLMediaElement, unknown>()
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    configurable: true,
    get(this: HTMLMediaElement) {
      return given.get(this) ?? null
    },
    set(this: HTMLMediaElement, stream: unknown) {
      given.set(this, stream)
      const video = stream instanceof FakeMediaStream && stream.getVideoTracks().length > 0
      plain.set?.call(this, video ? paintPerson(nameNear(this)) : null)
    }
  })
}

/** Whose picture an element shows, by the tile around it. */
function nameNear(element: HTMLMediaElement): string {
  return element.closest('[data-peer-id]')?.getAttribute('aria-label') ?? ''
}

function paintPerson(name: string): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const paint = canvas.getContext('2d')
  if (paint === null) throw new Error('There is nothing to paint with here')
  const number = Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0)
  const draw = () => drawPerson(paint, number)
  draw()
  // A canvas gives a picture only when something is drawn.
  const timer = setInterval(draw, 200)
  const stream = canvas.captureStream()
  // The next state is another page in the same process, which would otherwise keep the pictures of all of them.
  window.addEventListener('pagehide', () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    canvas.width = 0
  })
  return stream
}

function drawPerson(paint: CanvasRenderingContext2D, number: number): void {
  const [skin, hair, clothes] = LOOKS[number % LOOKS.length] ?? LOOKS[0]
  const hue = (number * 47) % 360
  const light = paint.createLinearGradient(0, 0, 0, HEIGHT)
  light.addColorStop(0, `hsl(${hue} 28% 78%)`)
  light.addColorStop(1, `hsl(${hue} 24% 58%)`)
  const ellipse = (x: number, y: number, radiusX: number, radiusY: number, color: string) => {
    paint.fillStyle = color
    paint.beginPath()
    paint.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI)
    paint.fill()
  }
  paint.fillStyle = light
  paint.fillRect(0, 0, WIDTH, HEIGHT)
  ellipse(320, 410, 170, 140, clothes)
  ellipse(320, 155, 82, 94, hair)
  ellipse(320, 262, 30, 46, skin)
  ellipse(320, 175, 70, 88, skin)
  ellipse(330, 98, 78, 36, hair)
  ellipse(293, 170, 7, 8, '#2a2428')
  ellipse(347, 170, 7, 8, '#2a2428')
  ellipse(320, 222, 20, 7, '#9b4240')
}
