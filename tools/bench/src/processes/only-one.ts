import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes `file` the mark that this process is at work, until it ends: two benchmarks at once would measure each other.
 * @throws Error naming the process that has it
 */
export function onlyOne(file: string): void {
  const other = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (other && existsSync(`/proc/${other}`)) {
    throw new Error(`process ${other} is already measuring: wait for it, or end it (${file})`);
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}
