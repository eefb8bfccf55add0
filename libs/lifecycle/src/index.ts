export { createActivity, type ActivityOptions } from './activity.ts';
export { CloudError, type CloudErrorKind } from './cloud-error.ts';
export { glancing } from './glancing.ts';
export { costOf } from './cost/cost.ts';
export { idleDecision, type ReapOptions } from './reap/idle-decision.ts';
export { accrue, type Ledger, type LedgerSight } from './cost/ledger.ts';
export { moveEndpoint, type Moved } from './deployment/move-endpoint.ts';
export { observe, retryAfterSeconds } from './observe.ts';
export type {
  Activity,
  ActivityNotes,
  BlindMarkPort,
  BoundKey,
  ClaimedPrediction,
  Clock,
  EndpointDescription,
  EndpointPort,
  EndpointSize,
  EndpointStatus,
  Hosting,
  Invocation,
  KeyBinding,
  LedgerPort,
  Log,
  Outcome,
  ParkedPrediction,
  Ports,
  ReaperPorts,
  Release,
  SchedulePort,
  StorePort,
  UsagePort,
} from './ports.ts';
export { predict } from './predict/predict.ts';
export { predictOnce } from './predict/predict-once.ts';
export type { Predicted } from './predict/predicted.ts';
export { readCost } from './cost/read-cost.ts';
export { readPrediction } from './predict/read-prediction.ts';
export { reap, type Reaped } from './reap/reap.ts';
export { refusal, retryAdvice } from './refusal.ts';
export { retireEndpoint } from './deployment/retire-endpoint.ts';
export { runOnce } from './run-once.ts';
export { sweep, type Sweep } from './sweep.ts';
export { wakeModel } from './wake/wake-model.ts';
