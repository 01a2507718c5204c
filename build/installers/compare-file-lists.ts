/**
 * Compares two lists of files, as `listFiles` writes them.
 *
 * @returns the lines that only one of them has, each after `-` (the first) or `+` (the second)
 */
export function compareFileLists(first: string, second: string): string[] {
  const only = (list: string, other: string, sign: string) => {
    const known = new Set(other.split('\n'))
    return list
      .split('\n')
      .filter((line) => !known.has(line))
      .map((line) => `${sign} ${line}`)
  }
  return [...only(first, second, '-'), ...only(second, first, '+')]
}
