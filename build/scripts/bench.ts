import { runMain } from './project.ts'
import { runNode } from './run-program.ts'

/**
 * `npm run bench`: measures everything and writes docs/benchmarks.md; `-- NAME` measures one thing,
 * `--json FILE` keeps its figures, and `--write` puts them into the document.
 */
await runMain(async () => (await runNode('tests/bench/run-benches.ts', process.argv.slice(2))).code)
