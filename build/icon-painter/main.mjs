/** An Electron app that paints the SVG drawings of a JSON file, its last argument, into PNG files, and ends. */
import { readFileSync, writeFileSync } from 'node:fs'
import { app, BrowserWindow } from 'electron'

const drawings = JSON.parse(readFileSync(process.argv.at(-1), 'utf8'))
app
  .whenReady()
  .then(async () => {
    const window = new BrowserWindow({ show: false })
    await window.loadURL('about:blank')
    for (const { file, svg, size } of drawings) {
      const url = await window.webContents.executeJavaScript(`(${paint})(${JSON.stringify(svg)}, ${size})`)
      writeFileSync(file, Buffer.from(url.split(',')[1], 'base64'))
    }
    app.exit(0)
  })
  .catch((error) => {
    console.error(error)
    app.exit(1)
  })

/** Runs in the page. */
async function paint(svg, size) {
  const image = new Image()
  image.src = `data:image/svg+xml;base64,${btoa(svg)}`
  await image.decode()
  const canvas = new OffscreenCanvas(size, size)
  canvas.getContext('2d').drawImage(image, 0, 0, size, size)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.readAsDataURL(blob)
  })
}
