import { memoryBytes } from '../../../cloud/processes/memory.ts';
import type { Container } from '../container.ts';

/** How often the memory of a container is looked at. */
const LOOK_MILLISECONDS = 50;
const MEGABYTE = 1024 * 1024;

/** Kills the container once it holds more memory than this. */
export function limitMemory(
  container: Container,
  megabytes: number,
  log: (line: string) => void,
): void {
  const timer = setInterval(() => {
    const held = (memoryBytes(container.pid) ?? 0) / MEGABYTE;
    if (held <= megabytes) return;
    clearInterval(timer);
    log(`KILLED: the container holds ${Math.ceil(held)} MB, and has ${megabytes} MB`);
    void container.stop(0);
  }, LOOK_MILLISECONDS).unref();
  void container.ended.then(() => clearInterval(timer));
}
