export { type Answer, type Invocation, type Timings } from './answer-types.ts';
export { type Bundle, BUNDLE_FILES, BundleError, openBundle } from './bundle.ts';
export { type Trial } from './calibrate.ts';
export { Caller } from './caller.ts';
export { type DecodedImage } from './codecs/index.ts';
export { HOOK_NAMES } from './handler.ts';
export {
  type DefaultModel,
  type FormattedOutput,
  InputError,
  type ModelHooks,
  type Runtime,
} from './hooks.ts';
export { lendModules } from './lend-modules.ts';
export { RUNTIME_LIMITS } from './limits.ts';
export {
  type ModelRuntime,
  type ModelRuntimeOptions,
  type RuntimeState,
  startModelRuntime,
} from './model-runtime.ts';
export { OverloadedError } from './overloaded-error.ts';
export { type Plan, type PlanSource } from './plan.ts';
export { thrownMessage } from './thrown-message.ts';
