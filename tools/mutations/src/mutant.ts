import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A protection, and how to take it out of a copy of libs/lifecycle. */
export interface Mutant {
  /** The invariant it guards, as ARCHITECTURE.md numbers them. */
  readonly invariant: number;
  /** What is taken out, in words. */
  readonly without: string;
  /** In libs/lifecycle. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test files that must notice, in libs/lifecycle. */
  readonly tests: readonly string[];
}

/** Takes the protection out of the copy. @throws Error when the text is not there exactly once: the list is stale */
export function mutate(directory: string, { file, find, replace }: Mutant): void {
  const path = join(directory, file);
  const before = readFileSync(path, 'utf8');
  const count = before.split(find).length - 1;
  if (count !== 1) {
    throw new Error(
      `${file} has ${JSON.stringify(find)} ${count} times, wanted: once. Mend the list of mutants.`,
    );
  }
  writeFileSync(
    path,
    before.replace(find, () => replace),
  );
}
