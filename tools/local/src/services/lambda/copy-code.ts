import { cpSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives a function its own directory of its code, so that nothing outside it is found by a module.
 * @param isLasting links the files, which nothing changes, instead of copying them: a model may have hundreds of MB
 */
export function copyCode(from: string, to: string, isLasting: boolean): void {
  if (isLasting) linkTree(from, to);
  else cpSync(from, to, { recursive: true });
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) link(source, target);
    else cpSync(source, target, { recursive: true, dereference: true });
  }
}

function link(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one without links.
    cpSync(source, target);
  }
}
