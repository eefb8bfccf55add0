export { type Answer, type Invocation, type Timings } from './answer-types.ts';
export { type Bundle, BUNDLE_FILES, BundleError, openBundle } from './bundle.ts';
export { bundleSize } from './bundle-size.ts';
export { type Trial } from './plan/calibrate.ts';
export { Caller } from './pool/caller.ts';
export { type DecodedImage, decodeImage, givenTypes, takenTypes } from './codecs/index.ts';
export { type InThreadModel, loadInThread, type WholeAnswer } from './in-thread/load-in-thread.ts';
export { HOOK_NAMES } from './handler/load-handler.ts';
export {
  type DefaultModel,
  type FormattedOutput,
  InputError,
  type ModelHooks,
  type Runtime,
} from './handler/hooks.ts';
export { lendModules } from './handler/lend-modules.ts';
export { RUNTIME_LIMITS } from './limits.ts';
export {
  type ModelRuntime,
  type ModelRuntimeOptions,
  type RuntimeState,
  startModelRuntime,
} from './model-runtime.ts';
export { needsSharp } from './needs-sharp.ts';
export { OverloadedError } from './pool/overloaded-error.ts';
export { type Plan, type PlanSource } from './plan/plan.ts';
export { thrownMessage } from './handler/thrown-message.ts';
