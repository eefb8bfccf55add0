export type { AskPorts, HostReply } from './ask/ports.ts';
export { createSightings, type Sightings } from './ask/sightings.ts';
export { createSpendMeter, type SpendMeter } from './ask/spend-meter.ts';
export { readCost } from './cost/read-cost.ts';
export { costOf } from './cost/cost.ts';
export { accrue, type Ledger, type LedgerSight } from './cost/ledger.ts';
export type { LedgerPort, SpendStore } from './cost/ports.ts';
export { moveEndpoint, type Moved } from './deployment/move-endpoint.ts';
export type { DeploymentPorts } from './deployment/ports.ts';
export { retireEndpoint } from './deployment/retire-endpoint.ts';
export { createActivity, type ActivityOptions } from './endpoint/activity.ts';
export { glancing } from './endpoint/glancing.ts';
export { glancingInstances } from './endpoint/glancing-instances.ts';
export type {
  Activity,
  ActivityNotes,
  ActivityStore,
  Clock,
  EndpointDescription,
  EndpointId,
  EndpointPort,
  EndpointSize,
  EndpointStatus,
  EndpointTarget,
  InstancePort,
  Instances,
  Log,
  SchedulePort,
} from './endpoint/ports.ts';
export { refusal, retryAdvice } from './endpoint/refusal.ts';
export { advanceJob, type Advanced } from './job/advance-job.ts';
export { advanceOrWithdraw } from './job/advance-or-withdraw.ts';
export type { Told } from './job/look.ts';
export type { JobObjects, JobPorts, ObjectHead, UploadTerms } from './job/ports.ts';
export { retireHost } from './deployment/retire-host.ts';
export { sweepJobs, type JobSweep } from './job/sweep-jobs.ts';
export { acceptUpload, type Announcement } from './predict/accept-upload.ts';
export type { BoundKey, KeyBinding, KeyStore, PredictPorts } from './predict/ports.ts';
export { jsonRequest } from './predict/json-request.ts';
export { predict } from './predict/predict.ts';
export { predictOnce } from './predict/predict-once.ts';
export type { Predicted } from './predict/predicted.ts';
export { readPrediction } from './predict/read-prediction.ts';
export { waitForAnswer } from './predict/wait-for-answer.ts';
export { wakeEndpoint } from './predict/wake-endpoint.ts';
export type {
  Answered,
  ClaimedPrediction,
  Job,
  JobOutcome,
  Outcome,
  ParkedPrediction,
  PredictionStore,
  Release,
  StoredFile,
} from './queue/ports.ts';
export { idleDecision, type IdleOptions } from './reap/idle-decision.ts';
export type { BlindMarkPort, ReapPorts, UsagePort } from './reap/ports.ts';
export { reap, type Reaped, type ReapOptions } from './reap/reap.ts';
export { readDeployment } from './read-deployment.ts';
export type { ReplayPorts } from './replay/ports.ts';
export { sweep, sweepAlwaysOn, type ModelSweep, type Sweep } from './replay/sweep.ts';
export { runOnce } from './run-once.ts';
export { observe, retryAfterSeconds } from './wake/model-state.ts';
export type { WakePorts, WakeStore } from './wake/ports.ts';
