import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import * as v from 'valibot'

const packageSchema = v.object({ flavor: v.literal('qa') })

/** Switches by which a browser's page can be driven from outside; the fuses know nothing of them. */
const SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe']

/** Whether this is an installed app that nobody may drive from outside, and somebody wants to. */
export function isDebuggingRefused(): boolean {
  if (!app.isPackaged || !SWITCHES.some((name) => app.commandLine.hasSwitch(name))) return false
  return !v.is(packageSchema, JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')))
}
