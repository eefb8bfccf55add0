import { pathToFileURL } from 'node:url';
import type { Project } from './project.ts';

/** What a Pulumi program exports: a function that makes its resources and returns its outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/**
 * Loads the program as Pulumi's Node host does: its directory is the working directory while it runs.
 * @throws Error when the entry's default export is not a function
 */
export async function loadProgram(project: Project): Promise<Program> {
  const module = (await import(pathToFileURL(project.entry).href)) as { default?: unknown };
  const program = module.default;
  if (typeof program !== 'function') {
    throw new Error(`${project.entry} must export a function by default`);
  }
  return async () => {
    const before = process.cwd();
    process.chdir(project.programDirectory);
    try {
      return (await program()) as Record<string, unknown>;
    } finally {
      process.chdir(before);
    }
  };
}
