export { type Invocation } from './answer.ts';
export { type Bundle, BundleError, openBundle } from './bundle.ts';
export {
  type DefaultModel,
  type FormattedOutput,
  InputError,
  type ModelHooks,
  type Runtime,
} from './hooks.ts';
export { RUNTIME_LIMITS } from './limits.ts';
export { type ModelRuntime, type ModelRuntimeOptions, startModelRuntime } from './model-runtime.ts';
