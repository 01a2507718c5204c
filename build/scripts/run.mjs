/**
 * Runs a command of the project: `node build/scripts/run.mjs COMMAND [ARGUMENT...]` is
 * `build/scripts/COMMAND.ts` on the project's own Node, with the dependencies in place.
 *
 * This is the only file that may meet an older Node and an empty node_modules, so it is plain JavaScript
 * without dependencies and runs on Node 18 or newer. Everything after it is TypeScript, which Node 24 runs as
 * it is.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(root, 'node_modules')
const binaries = join(modules, '.bin')
const windows = process.platform === 'win32'
const projectNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
const machinePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => resolve(folder) !== binaries)
  .join(delimiter)
const [command, ...commandArguments] = process.argv.slice(2)

/** Reads the packages of a lock file, or null when there is none to be read. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes down what it has installed in
 * node_modules/.package-lock.json, as the last thing it does, so a comparison of the two needs no mark of our own
 * and stays right when somebody runs `npm install` by hand.
 */
function areDependenciesInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(modules, '.package-lock.json'))
  if (wanted === null || installed === null) return false
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true
    const found = installed[place]
    // Optional packages for other platforms are never installed.
    if (found === undefined) return optional === true
    return found.version === version && found.integrity === integrity
  })
}

/** Whether the project's Node is there and made for this machine. */
function isProjectNodeUsable() {
  return existsSync(projectNode) && spawnSync(projectNode, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Runs npm with the machine's own Node: the one in node_modules is about to be replaced. */
function npm(...npmArguments) {
  process.env.PATH = machinePath
  const { status, error } = spawnSync('npm', npmArguments, {
    cwd: root,
    // The output of a set-up is no output of the command.
    stdio: ['ignore', 2, 2],
    shell: windows
  })
  if (error !== undefined) stop(`npm can't be started: ${error.message}`)
  return status === 0
}

function stop(reason) {
  console.error(`parley: ${reason}`)
  process.exit(1)
}

function install() {
  if (!areDependenciesInstalled() || (existsSync(projectNode) && !isProjectNodeUsable())) {
    console.error('parley: installing dependencies (npm ci)')
    if (!npm('ci', '--no-audit', '--no-fund', '--loglevel=error')) {
      stop('npm ci failed; its messages are above. Once that is mended, run the same command again.')
    }
  }
  if (!existsSync(projectNode)) {
    // The `node` package fetches its binary in a script, which npm may have been told not to run.
    console.error("parley: fetching the project's own Node")
    npm('rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts', '--loglevel=error')
    if (!isProjectNodeUsable()) {
      stop(
        'the package "node" could not install its binary. Allow its install script, then run the same command again.'
      )
    }
  }
}

/** Does `work` while no other process does: two commands started at once install only once. */
function alone(work) {
  const lock = join(root, '.cache', 'install.lock')
  const owner = join(lock, 'pid')
  mkdirSync(join(root, '.cache'), { recursive: true })
  for (let waiting = false; ; waiting = true) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!waiting) console.error('parley: waiting for another command that installs the dependencies')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
    if (isAbandoned(owner)) rmSync(lock, { recursive: true, force: true })
  }
  try {
    writeFileSync(owner, String(process.pid))
    work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Whether the process that took the lock has died. A lock without a number is being taken just now. */
function isAbandoned(owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function runCommand(script) {
  process.env.PATH = binaries + delimiter + machinePath
  const child = spawn(projectNode, [script, ...commandArguments], { stdio: 'inherit' })
  // Ctrl-C reaches the command by itself, as it shares our terminal; we wait for it to clean up.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => stop(`${script} can't be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

const script = join(root, 'build', 'scripts', `${command}.ts`)
if (command === undefined || !existsSync(script)) stop(`there is no command ${command ?? ''}`)
if (!areDependenciesInstalled() || !isProjectNodeUsable()) alone(install)
runCommand(script)
