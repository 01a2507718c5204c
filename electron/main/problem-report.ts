import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { arch, release, type as systemType } from 'node:os'
import { dirname, join } from 'node:path'
import { strToU8, zipSync, type Zippable } from 'fflate'
import type { SettingKey, Settings } from '../../protocol/settings.ts'
import { redact } from './redact.ts'

export interface ProblemReport {
  /** The folder of the log's files. */
  logs: string
  settings: Settings
  locked: readonly SettingKey[]
  /** Names and versions of what the app is made of. */
  versions: Readonly<Record<string, string>>
  /** The last check of the connection as text; null without one. */
  check: string | null
  /** The person's own folder, whose name stays out. */
  home: string
}

/** What is in every report, first of all what it is. */
const ABOUT = `This is a report of a problem with Parley. It was made on this computer when its user asked for it, and nothing
has been sent anywhere. Read it before you pass it on:

versions.txt          the app, what it is made of, and the system
settings.json         settings, without names, devices, folders and meetings
logs/                 what the app did, without tokens, passwords, meeting codes, addresses and names of folders
connection-check.txt  what the last check of the connection found, if there was one since the app was started
`

/** Puts everything that helps to find out what is wrong, and nothing that is private, into one zip. */
export async function packProblemReport(report: ProblemReport): Promise<Uint8Array> {
  const { logs, settings, locked, versions, check, home } = report
  const files: Zippable = {
    'READ-ME.txt': strToU8(ABOUT),
    'versions.txt': strToU8(`${[...systemVersions(), ...Object.entries(versions)].map(line).join('\n')}\n`),
    'settings.json': strToU8(`${JSON.stringify({ ...publicSettings(settings), locked }, null, 2)}\n`)
  }
  if (check !== null) files['connection-check.txt'] = strToU8(redact(check, home))
  for (const [name, text] of await readLogs(logs)) {
    // Once more: an older version may have written it.
    files[`logs/${name}`] = strToU8(redact(text, home))
  }
  return zipSync(files, { level: 6 })
}

/** Writes a file so that it is there as a whole or not at all. @throws what the system says */
export async function writeWhole(path: string, data: Uint8Array): Promise<void> {
  const draft = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  try {
    const handle = await open(draft, 'w', 0o600)
    try {
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Settings in which there is nothing of who somebody is, what they own and whom they met. */
function publicSettings(settings: Settings): Record<string, unknown> {
  const { name, color, camera, microphone, speaker, downloadFolder, ...others } = settings
  const { recentMeetings, server, shareInterface, ...rest } = others
  return {
    ...rest,
    name: name !== '',
    color: color !== null,
    camera: camera !== null,
    microphone: microphone !== null,
    speaker: speaker !== null,
    downloadFolder: downloadFolder !== null,
    // A network may be named after whoever it belongs to.
    shareInterface: shareInterface !== null,
    // Whoever looks at the report has to know that it is another one, not which.
    server: server === null ? null : new URL(server).protocol,
    recentMeetings: recentMeetings.length
  }
}

async function readLogs(folder: string): Promise<[name: string, text: string][]> {
  const names = await readdir(folder).catch(() => [])
  const logs = names.filter((name) => name.endsWith('.log')).sort()
  return Promise.all(
    logs.map(async (name): Promise<[string, string]> => {
      const text = await readFile(join(folder, name), 'utf8').catch(
        (error: unknown) => `Unreadable: ${String(error)}`
      )
      return [name, text]
    })
  )
}

function systemVersions(): [string, string][] {
  return [
    ['System', `${systemType()} ${release()} ${arch()}`],
    [
      'Desktop',
      [process.env['XDG_CURRENT_DESKTOP'], process.env['XDG_SESSION_TYPE']].filter(Boolean).join(', ') || '-'
    ]
  ]
}

function line([name, value]: [string, string]): string {
  return `${name}: ${value}`
}
