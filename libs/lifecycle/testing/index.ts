export { SimulatedAlwaysOn, throttled } from './simulated-always-on.ts';
export { SimulatedAsync, type Ended } from './simulated-async.ts';
export { SimulatedBlindMark } from './simulated-blind-mark.ts';
export { SimulatedBucket } from './simulated-bucket.ts';
export { SimulatedClock } from './simulated-clock.ts';
export {
  answered,
  answeredText,
  containerError,
  denied,
  SimulatedSageMaker,
  type Call,
} from './simulated-sagemaker.ts';
export { SimulatedLedgers } from './simulated-ledgers.ts';
export { SimulatedStore, type Store } from './simulated-store.ts';
export { SimulatedUsage } from './simulated-usage.ts';
export {
  asyncModel,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  functionModel,
  MODEL,
  MODELS,
  serverlessModel,
} from './deployed.ts';
export { createWorld, INTERVAL_SECONDS, type Instance, type LogLine, type World } from './world.ts';
