let context: CanvasRenderingContext2D | null | undefined

/** Measures texts in the font of an element: gives the width of a text in one line, in pixels. */
export function textRuler(element: Element): (text: string) => number {
  // One for all: nothing is drawn on it.
  context ??= document.createElement('canvas').getContext('2d')
  const ruler = context
  // Where nothing is laid out, everything has room.
  if (ruler === null) return () => 0
  const { font } = getComputedStyle(element)
  return (text) => {
    ruler.font = font
    return ruler.measureText(text).width
  }
}
