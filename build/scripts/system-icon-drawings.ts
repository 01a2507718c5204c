/** A picture of the system's size for it, in pixels; it is painted at twice that, too. */
export interface SystemIcon {
  name: string
  svg: string
  size: number
}

type Look = 'idle' | 'call' | 'muted' | 'sharing'

/** Of the logo, the sign that somebody is in a call, that for silence, and that for the shared screen. */
interface Palette {
  /** What the logo stands on; null for the panel itself. */
  ground: string | null
  ink: string
  call: string
  muted: string
  sharing: string
}

/** macOS takes the shape alone, and colours it as its bar needs. The colour of a panel of Linux isn't known. */
const PALETTES: Readonly<Record<'light' | 'dark' | 'template' | 'ground', Palette>> = {
  light: { ground: null, ink: '#23262b', call: '#12804a', muted: '#d3302f', sharing: '#0f6fc6' },
  dark: { ground: null, ink: '#ffffff', call: '#4be08f', muted: '#ff7a6e', sharing: '#6cc0ff' },
  template: { ground: null, ink: '#000000', call: '#000000', muted: '#000000', sharing: '#000000' },
  ground: { ground: '#0e6b58', ink: '#ffffff', call: '#f2b544', muted: '#ffa59b', sharing: '#9bd4ff' }
}

const SIZES = { light: [16], dark: [16], template: [22], ground: [22] } as const

/** The logo's letter, of `assets/public/favicon.svg`, without its ground. */
const LETTER = (ink: string) =>
  `<path d="M22 51V27.5a13 13 0 1 1 13 13h-3.5" fill="none" stroke="${ink}" stroke-width="7.5" stroke-linecap="round"/><circle cx="35" cy="27.5" r="4.75" fill="${ink}"/>`

/** What is cut out of the letter for each sign, so that both can be told apart, and the sign. */
const SIGNS: Readonly<Record<Look, { gap: string; sign: (palette: Palette) => string }>> = {
  idle: { gap: '', sign: () => '' },
  call: {
    gap: '<circle cx="49" cy="48" r="12.5"/>',
    sign: ({ call }) => `<circle cx="49" cy="48" r="9" fill="${call}"/>`
  },
  muted: {
    gap: '<path d="M14 13 56 55" stroke="#000" stroke-width="13" stroke-linecap="round"/>',
    sign: ({ muted }) =>
      `<path d="M14 13 56 55" stroke="${muted}" stroke-width="6.5" stroke-linecap="round"/>`
  },
  sharing: {
    gap: '<rect x="25" y="32.5" width="40" height="32" rx="6"/>',
    sign: ({ sharing }) =>
      `<path fill-rule="evenodd" fill="${sharing}" d="M36 36.5h20a3 3 0 0 1 3 3v15a3 3 0 0 1-3 3h-20a3 3 0 0 1-3-3v-15a3 3 0 0 1 3-3zM46 40l-6.5 7.5h4v6.5h5v-6.5h4z"/>`
  }
}

/** Icons of Lucide (ISC licence), as the app itself has them, for the buttons below a window's preview. */
const GLYPHS: Readonly<Record<string, string>> = {
  microphone:
    '<path d="M12 19v3"/><path d="M19 10v2a7 7 0 0 1-14 0v-2"/><rect x="9" y="2" width="6" height="13" rx="3"/>',
  'microphone-off':
    '<path d="M12 19v3"/><path d="M15 9.34V5a3 3 0 0 0-5.68-1.33"/><path d="M16.95 16.95A7 7 0 0 1 5 12v-2"/><path d="M18.89 13.23A7 7 0 0 0 19 12v-2"/><path d="m2 2 20 20"/><path d="M9 9v3a3 3 0 0 0 5.12 2.12"/>',
  camera:
    '<path d="m16 13 5.223 3.482a.5.5 0 0 0 .777-.416V7.87a.5.5 0 0 0-.752-.432L16 10.5"/><rect x="2" y="6" width="14" height="12" rx="2"/>',
  'camera-off':
    '<path d="M10.66 6H14a2 2 0 0 1 2 2v2.5l5.248-3.062A.5.5 0 0 1 22 7.87v8.196"/><path d="M16 16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h2"/><path d="m2 2 20 20"/>',
  leave:
    '<path d="M10.1 13.9a14 14 0 0 0 3.732 2.668 1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2 18 18 0 0 1-12.728-5.272"/><path d="M22 2 2 22"/><path d="M4.76 13.582A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 .244.473"/>'
}

/** Every icon that the system shows of the app, but its own. */
export function systemIcons(): SystemIcon[] {
  return [
    ...(['light', 'dark', 'template', 'ground'] as const).flatMap((shade) =>
      SIZES[shade].flatMap((size) =>
        (Object.keys(SIGNS) as Look[]).map((look) => ({
          name: `${look}-${shade}-${size}`,
          svg: trayDrawing(look, PALETTES[shade]),
          size
        }))
      )
    ),
    ...(['light', 'dark'] as const).flatMap((shade) =>
      Object.entries(GLYPHS).map(([name, paths]) => ({
        name: `${name}-${shade}-16`,
        svg: `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="${PALETTES[shade].ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`,
        size: 16
      }))
    ),
    {
      name: 'unread',
      svg: '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="#d3302f" stroke="#fff" stroke-width="1.5"/></svg>',
      size: 16
    }
  ]
}

function trayDrawing(look: Look, palette: Palette): string {
  const { gap, sign } = SIGNS[look]
  const { ground } = palette
  const view = ground === null ? '9 7 54 54' : '0 0 64 64'
  const below = ground === null ? '' : `<rect width="64" height="64" rx="15" fill="${ground}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="${view}">${below}<mask id="m"><rect width="64" height="64" fill="#fff"/>${gap}</mask><g mask="url(#m)">${LETTER(palette.ink)}</g>${sign(palette)}</svg>`
}
