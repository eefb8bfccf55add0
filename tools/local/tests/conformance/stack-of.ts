import { inject } from 'vitest';
import { FAST, ON_ENDPOINT } from '../../src/fast.ts';
import type { StackConfig } from '../../src/project.ts';
import type { DeployOptions } from './deployment.ts';
import { DOUBLE } from './workspace.ts';

/** How the default model is served. */
const MODELS = { [DOUBLE]: ON_ENDPOINT };

/** What a driver deploys: by default the model `double` alone, on an endpoint that lives for seconds. */
export function stackOf({ root, config }: DeployOptions): {
  readonly root: string;
  readonly config: StackConfig;
} {
  if (root !== undefined) return { root, config: { ...FAST, ...config } };
  const models = { 'pilotlight:models': JSON.stringify(MODELS) };
  return { root: inject('workspace'), config: { ...FAST, ...models, ...config } };
}
