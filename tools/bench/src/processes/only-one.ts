import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Locks `file` for this process until it ends, because two concurrent benchmarks would disturb each other.
 * @throws Error that names the process that has the lock
 */
export function onlyOne(file: string): void {
  const other = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (other && existsSync(`/proc/${other}`)) {
    throw new Error(`process ${other} is already measuring: wait for it, or end it (${file})`);
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
}
