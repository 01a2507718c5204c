import { readFile } from 'node:fs/promises'
import { expect, test } from './support/fixtures.ts'
import { expectMovingPictures } from './support/expect-media.ts'
import { inviteTo, meet } from './support/meet.ts'
import { fill } from './support/texts.ts'

interface Exported {
  peers: {
    peer: string
    samples: { figures: { incoming: { camera: { bytes: number | null } | null } } }[]
  }[]
}

test('the panel shows how well somebody can be reached, and the figures can be kept', async ({
  launch,
  server
}, testInfo) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(ada.page, 1)
  const { quality } = ada.texts

  await test.step('real figures', async () => {
    await ada.quality.open()
    await expect(ada.quality.panel).toContainText(fill(quality.direct, { protocol: 'UDP' }))
    await expect
      .poll(async () => Number(await ada.quality.incoming(quality.frames).textContent()))
      .toBeGreaterThan(0)
    await expect(ada.quality.incoming(quality.codecs)).toContainText('opus')
  })

  await test.step('export', async () => {
    const path = testInfo.outputPath('quality.json')
    // Otherwise the app asks where to put it, by a dialog of the system.
    await ada.app.evaluate(({ session }, path) => {
      session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path))
    }, path)
    await ada.quality.export()
    await expect
      .poll(async () => {
        const text = await readFile(path, 'utf8').catch(() => '')
        return text.trimEnd().endsWith('}')
      })
      .toBe(true)
    const text = await readFile(path, 'utf8')
    const { peers } = JSON.parse(text) as Exported
    expect(peers.map(({ peer }) => peer)).toEqual(['peer 1'])
    const bytes = (peers[0]?.samples ?? []).map(({ figures }) => figures.incoming.camera?.bytes ?? 0)
    expect(Math.max(...bytes)).toBeGreaterThan(0)
    expect(text, 'no names, no addresses').not.toMatch(/Ada|Lin|candidate:|\d+\.\d+\.\d+\.\d+/)
  })

  await test.step('from the tile, and back to it', async () => {
    await ada.quality.close()
    await expect(ada.quality.panel).toBeHidden()
    await ada.quality.openFor('Lin')
    await expect(ada.quality.panel).toBeVisible()
    await ada.quality.close()
    await expect(ada.quality.panel).toBeHidden()
  })
})
