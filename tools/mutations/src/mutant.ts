/** A protection of libs/lifecycle, and the change to its code that removes it. */
export interface Mutant {
  /** The invariant it guards, as ARCHITECTURE.md numbers them. */
  readonly invariant: number;
  /** What is removed, in words. */
  readonly without: string;
  /** Relative to libs/lifecycle. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test files that must fail, relative to libs/lifecycle. */
  readonly tests: readonly string[];
}

/** @returns the code without the protection. @throws Error when `find` does not occur exactly once: the list is stale */
export function mutated(code: string, { file, find, replace }: Mutant): string {
  const count = code.split(find).length - 1;
  if (count !== 1) {
    throw new Error(
      `${file} has ${JSON.stringify(find)} ${count} times instead of once. Update the list of mutants.`,
    );
  }
  return code.replace(find, () => replace);
}
