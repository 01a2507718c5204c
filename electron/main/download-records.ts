import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'

const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A transfer that is on its way to the disk. */
const downloadSchema = v.object({
  name: v.string(),
  folder: v.boolean(),
  files: countSchema,
  bytes: countSchema,
  /** The folder that the person has chosen, as it was then. */
  target: v.string(),
  /** The folder that was made for the transfer's own folder; null before, or for none. */
  root: v.nullable(v.string()),
  /** Files that are there, and the bytes of them. */
  finished: countSchema,
  finishedBytes: countSchema,
  /** Path of the first file that is there. */
  first: v.nullable(v.string()),
  /** The file that is on its way. */
  current: v.nullable(
    v.object({
      path: v.string(),
      part: v.string(),
      bytes: countSchema,
      modifiedAt: v.nullable(v.number())
    })
  ),
  /** Unix time in milliseconds. */
  savedAt: v.number()
})

export type DownloadRecord = v.InferOutput<typeof downloadSchema>

/** Keeps what is needed to go on with transfers after a restart: one file, readable by its owner alone. */
export class DownloadRecords {
  readonly #path: string
  readonly #records: Map<string, DownloadRecord>

  constructor(path: string) {
    this.#path = path
    this.#records = new Map(Object.entries(read(path)))
  }

  get all(): ReadonlyMap<string, DownloadRecord> {
    return this.#records
  }

  set(key: string, record: DownloadRecord): void {
    this.#records.set(key, record)
    this.#write()
  }

  delete(key: string): void {
    if (this.#records.delete(key)) this.#write()
  }

  /** Whole or not at all: a crash in the middle leaves the file as it was. */
  #write(): void {
    const draft = `${this.#path}.new`
    try {
      writeFileSync(draft, JSON.stringify(Object.fromEntries(this.#records)), { mode: 0o600 })
      renameSync(draft, this.#path)
    } catch {
      // On a full disk a transfer doesn't outlive the app; now it goes on all the same.
    }
  }
}

function read(path: string): Record<string, DownloadRecord> {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      Object.entries(stored).flatMap(([key, value]) => {
        const record = v.safeParse(downloadSchema, value)
        return record.success ? [[key, record.output]] : []
      })
    )
  } catch {
    return {}
  }
}
