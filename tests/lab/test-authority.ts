import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_CACHE } from '../../build/scripts/project.ts'

/** How long the certificates are good for, in days: none of them outlives its lab by much. */
const DAYS = '2'

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']

/** Paths of a private key and of its certificate, in PEM. */
export interface KeyPair {
  key: string
  certificate: string
}

/**
 * An authority of the lab's own, and a home folder whose browsers trust it: they check the server's and the relay's
 * certificates as they would anywhere. Both are made anew and go with the process.
 */
export class TestAuthority {
  /** HOME for a browser. */
  readonly home: string
  /** For whatever goes with the authority. */
  readonly folder = join(PROJECT_CACHE, 'lab')
  readonly #authority: KeyPair

  constructor() {
    this.close()
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    process.once('exit', this.close)
    this.#authority = this.#make('authority', ['-subj', '/CN=Parley lab'])
    this.home = join(this.folder, 'home')
    // Where Chromium on Linux looks for certificates that its user trusts.
    const trusted = join(this.home, '.pki', 'nssdb')
    mkdirSync(trusted, { recursive: true })
    run('certutil', ['-d', `sql:${trusted}`, '-N', '--empty-password'])
    run('certutil', [
      ...['-d', `sql:${trusted}`, '-A', '-n', 'Parley lab', '-t', 'C,,', '-i', this.#authority.certificate]
    ])
  }

  /** A certificate for IP addresses, with its key. */
  certify(addresses: readonly string[]): KeyPair {
    const names = addresses.map((address) => `IP:${address}`).join(',')
    const { key, certificate } = this.#authority
    return this.#make('machine', [
      ...['-CA', certificate, '-CAkey', key, '-subj', '/CN=Parley lab machine'],
      ...['-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE']
    ])
  }

  /** Keeps a program of the lab's own in a file that can be started. @returns its path */
  keepProgram(name: string, script: string): string {
    const path = join(this.folder, name)
    writeFileSync(path, script, { mode: 0o700 })
    return path
  }

  /** Removes all of it. Idempotent. */
  readonly close = (): void => {
    process.off('exit', this.close)
    rmSync(this.folder, { recursive: true, force: true })
  }

  #make(name: string, words: readonly string[]): KeyPair {
    const pair = { key: join(this.folder, `${name}.key`), certificate: join(this.folder, `${name}.pem`) }
    run('openssl', [
      ...['req', '-x509', ...NEW_KEY, '-days', DAYS, '-keyout', pair.key, '-out', pair.certificate],
      ...words
    ])
    return pair
  }
}

function run(program: string, programArguments: readonly string[]): void {
  execFileSync(program, programArguments, { stdio: 'pipe' })
}
