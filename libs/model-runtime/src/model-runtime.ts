import type { Tuning } from '@pilotlight/contracts';
import type { Answer, Invocation } from './answer-types.ts';
import type { Bundle } from './bundle.ts';
import type { Caller } from './pool/caller.ts';
import type { ChosenPlan } from './plan/choose-plan.ts';
import type { OverloadedError } from './pool/overloaded-error.ts';
import type { Plan, PlanSource } from './plan/plan.ts';
import { ServedBundle } from './pool/served-bundle.ts';

/** Parts of the plan that are left out come from the manifest, or else are measured. */
export interface ModelRuntimeOptions extends Tuning {
  /** Default: `RUNTIME_LIMITS.queuedInvocations`. */
  readonly maxQueue?: number;
  /** Default: `RUNTIME_LIMITS.queuedBytes`. */
  readonly maxQueuedBytes?: number;
  /** Default: `RUNTIME_LIMITS.invocationSeconds`. */
  readonly invocationSeconds?: number;
  /** Where measured plans are stored for the next start. Default: not stored. */
  readonly planDirectory?: string;
  /** The program of each worker thread. Default: `worker.ts` of this package; in a bundle, `worker.mjs` beside it. */
  readonly workerProgram?: URL;
  /** Called once the plan is chosen. */
  onPlan?(chosen: Omit<ChosenPlan, 'workers'>): void;
  /** Called for each worker that was lost and is being replaced. */
  onWorkerLost?(error: Error): void;
}

export interface RuntimeState {
  /** Undefined until the plan is chosen. */
  readonly plan: Plan | undefined;
  readonly planSource: PlanSource | undefined;
  readonly healthyWorkers: number;
  readonly busyWorkers: number;
  readonly queuedInvocations: number;
  readonly queuedBytes: number;
  /** Since the start. */
  readonly workersLost: number;
}

/** A bundle that is being served: the hooks run in worker threads and do not block the caller's event loop. */
export interface ModelRuntime {
  /** Resolves when the plan's workers have loaded the model and predicted an example; else rejects with the reason. */
  readonly loaded: Promise<void>;
  /** Why an invocation would not be answered now; undefined when it would. */
  unready(): string | undefined;
  /**
   * @param caller when it leaves, a queued invocation is removed; a running one is rejected, though its run goes on
   * @throws ProblemError for an error that the client can fix
   * @throws OverloadedError when the queue is full
   * @throws CallerLeftError when the caller leaves before the answer comes
   * @throws Error for a failure of the model
   */
  invoke(invocation: Invocation, caller?: Caller): Promise<Answer>;
  /** The error that an invocation of this many bytes would get now; undefined if it would be accepted. */
  refusal(bytes: number): OverloadedError | undefined;
  state(): RuntimeState;
  /** Rejects queued and running invocations and ends the workers; a worker first finishes a load or run in progress. */
  close(): Promise<void>;
}

/** Starts the workers and returns at once; they load the model in the background. */
export function startModelRuntime(bundle: Bundle, options: ModelRuntimeOptions = {}): ModelRuntime {
  // Since 1.29 ONNX Runtime stores a device id under HOME and sends usage data, unless this is set before it is loaded.
  // Set here because only the main thread's process.env changes the real environment.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  return new ServedBundle(bundle, options);
}
