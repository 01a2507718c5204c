import { FakeMediaStream } from '../call/testing/fake-media.ts'
import type { Size } from '../components/tile-layout.ts'

/** Size of a shared screen, in pixels. */
const SLIDE = { width: 1920, height: 1080 }
/** Size of a fake camera's picture, in pixels. */
const FACE = { width: 640, height: 360 }

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
      const sharer = this.closest('[data-screen-of], [data-window=parley-pop-out], [data-shows=screen]')
      plain.set?.call(
        this,
        !video
          ? null
          : sharer === null
            ? streamOf(FACE, (paint) => drawPerson(paint, numberOf(nameNear(this))))
            : streamOf(SLIDE, drawSlide)
      )
    }
  })
}

/** Whose picture an element shows, by the tile around it. */
function nameNear(element: HTMLMediaElement): string {
  return element.closest('[data-peer-id], [data-shows]')?.getAttribute('aria-label') ?? ''
}

/** The same number for the same name. */
function numberOf(name: string): number {
  return Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0)
}

/** A picture of a screen for the picker, by its number. */
export function paintScreen(number: number): string {
  const { canvas, paint } = createCanvas(320, 180)
  paint.scale(320 / SLIDE.width, 180 / SLIDE.height)
  drawSlide(paint, number)
  return canvas.toDataURL()
}

function createCanvas(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const paint = canvas.getContext('2d')
  if (paint === null) throw new Error('There is nothing to paint with here')
  return { canvas, paint }
}

/** A stream of one drawn picture. */
function streamOf(
  { width, height }: Size,
  drawPicture: (paint: CanvasRenderingContext2D) => void
): MediaStream {
  const { canvas, paint } = createCanvas(width, height)
  const draw = () => drawPicture(paint)
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

/** A page of a presentation, with lines of text of several sizes. */
function drawSlide(paint: CanvasRenderingContext2D, number = 0): void {
  const { width, height } = SLIDE
  paint.fillStyle = ['#fbfbf8', '#1f2733', '#ffffff', '#fdf6e3', '#1e1e1e', '#f4f7fb'][number % 6] ?? '#fff'
  paint.fillRect(0, 0, width, height)
  const dark = number % 6 === 1 || number % 6 === 4
  paint.fillStyle = dark ? '#e8ecf2' : '#1b2430'
  paint.font = '600 92px sans-serif'
  paint.fillText('Quarterly figures', 140, 200)
  paint.font = '40px sans-serif'
  for (let line = 0; line < 5; line += 1) {
    paint.fillText(
      `• Region ${line + 1}: ${((line * 37 + number * 11) % 90) + 10} % more than last year`,
      150,
      320 + line * 66
    )
  }
  for (let bar = 0; bar < 8; bar += 1) {
    const tall = 90 + ((bar * 53 + number * 29) % 280)
    paint.fillStyle = ['#2b7a78', '#d1603d', '#ddb967', '#5b6ee1'][bar % 4] ?? '#888'
    paint.fillRect(1160 + bar * 78, 900 - tall, 56, tall)
  }
  paint.fillStyle = dark ? '#aab4c2' : '#5a6675'
  paint.font = '20px sans-serif'
  for (let line = 0; line < 8; line += 1) {
    paint.fillText(
      'Small print that is read only by those who zoom in, line ' + (line + 1),
      150,
      720 + line * 32
    )
  }
}

function drawPerson(paint: CanvasRenderingContext2D, number: number): void {
  const [skin, hair, clothes] = LOOKS[number % LOOKS.length] ?? LOOKS[0]
  const hue = (number * 47) % 360
  const light = paint.createLinearGradient(0, 0, 0, FACE.height)
  light.addColorStop(0, `hsl(${hue} 28% 78%)`)
  light.addColorStop(1, `hsl(${hue} 24% 58%)`)
  const ellipse = (x: number, y: number, radiusX: number, radiusY: number, color: string) => {
    paint.fillStyle = color
    paint.beginPath()
    paint.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI)
    paint.fill()
  }
  paint.fillStyle = light
  paint.fillRect(0, 0, FACE.width, FACE.height)
  ellipse(320, 410, 170, 140, clothes)
  ellipse(320, 155, 82, 94, hair)
  ellipse(320, 262, 30, 46, skin)
  ellipse(320, 175, 70, 88, skin)
  ellipse(330, 98, 78, 36, hair)
  ellipse(293, 170, 7, 8, '#2a2428')
  ellipse(347, 170, 7, 8, '#2a2428')
  ellipse(320, 222, 20, 7, '#9b4240')
}
