import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { workspaceWithDouble } from './workspace.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The project with no other model than `double`. */
    readonly workspace: string;
  }
}

/** A large model would only make each wake slower: by default the tests deploy a small one. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-workspace-'));
  provide('workspace', await workspaceWithDouble(directory, []));
  return () => rm(directory, { recursive: true });
}
