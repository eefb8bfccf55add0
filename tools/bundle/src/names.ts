import { BUNDLE_FILES, type ModelHooks } from '@pilotlight/model-runtime';

export const { manifest: MANIFEST, model: MODEL, handler: HANDLER } = BUNDLE_FILES;

/** The hooks that a handler may export, each with the number of arguments that it is called with. */
export const HOOK_ARGUMENTS = {
  loadModel: 2,
  parseInput: 2,
  predict: 2,
  formatOutput: 2,
  paddedLength: 1,
} as const satisfies Record<keyof ModelHooks<unknown, unknown, unknown>, number>;

export type HookName = keyof typeof HOOK_ARGUMENTS;
