import { basename, dirname } from 'node:path'
import { SetupError } from '../scripts/project.ts'
import { runProgram } from '../scripts/run-program.ts'

/**
 * Makes a tar.gz of the packed app, in a folder of the archive's name. Files are in order, belong to nobody and have
 * one date, so the same app gives the same archive.
 *
 * @param date Unix time in seconds
 */
export async function makeArchive(app: string, file: string, date: number): Promise<void> {
  const folder = basename(file, '.tar.gz')
  const tar = await runProgram(
    'tar',
    [
      '--create',
      '--gzip',
      `--file=${file}`,
      '--sort=name',
      `--mtime=@${date}`,
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      `--directory=${dirname(app)}`,
      // With the flags `rSh` neither targets of links are renamed.
      `--transform=flags=rSh;s|^${basename(app)}|${folder}|`,
      basename(app)
    ],
    { output: 'collect', environment: { GZIP: '-n' } }
  )
  if (tar.code !== 0) throw new SetupError(`tar failed: ${tar.output.trim()}`)
}
