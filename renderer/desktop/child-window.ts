/** A window of our own with nothing in it but what the page puts there. */
export interface ChildWindow {
  /** Where to put it. */
  readonly body: HTMLElement
  focus(): void
  /** Idempotent. */
  close(): void
}

export interface ChildWindowOptions {
  /** One of `CHILD_WINDOWS`; the desktop app opens no others. */
  name: string
  title: string
  /** In pixels; the desktop app decides by itself. */
  size: { width: number; height: number }
  /** The person closed it, or it went with its page. */
  onClosed: () => void
}

/** How often a window is asked whether it was closed, in milliseconds: its own event doesn't come in every case. */
const WATCH = 500

/**
 * Opens a window that looks like the page and lives in its process, so that whatever is put there works as in the
 * page itself.
 *
 * @returns null where the browser refuses, as it does without a click
 */
export function openChildWindow({ name, title, size, onClosed }: ChildWindowOptions): ChildWindow | null {
  const child = window.open('about:blank', name, `popup,width=${size.width},height=${size.height}`)
  if (child === null) return null
  const { document: inside } = child
  inside.title = title
  inside.head.replaceChildren(inside.createElement('title'), ...styles(inside))
  inside.title = title
  inside.body.replaceChildren()
  const root = document.documentElement
  const follow = () => {
    inside.documentElement.lang = root.lang
    inside.documentElement.dir = root.dir
    if (root.dataset.theme === undefined) delete inside.documentElement.dataset.theme
    else inside.documentElement.dataset.theme = root.dataset.theme
  }
  follow()
  const observer = new MutationObserver(follow)
  observer.observe(root, { attributes: true, attributeFilter: ['lang', 'dir', 'data-theme'] })

  let open = true
  const end = () => {
    if (!open) return
    open = false
    clearInterval(watch)
    observer.disconnect()
    window.removeEventListener('pagehide', close)
    onClosed()
  }
  const watch = setInterval(() => child.closed && end(), WATCH)
  const close = () => {
    child.close()
    end()
  }
  child.addEventListener('pagehide', end)
  window.addEventListener('pagehide', close)
  return { body: inside.body, focus: () => child.focus(), close }
}

/** The page's own styles, by the same addresses, which the page's policy allows there too. */
function styles(inside: Document): Node[] {
  return [...document.querySelectorAll<HTMLElement>('link[rel=stylesheet], style')].map((element) => {
    const copy = inside.importNode(element, true)
    if (copy instanceof HTMLLinkElement) copy.href = (element as HTMLLinkElement).href
    return copy
  })
}
