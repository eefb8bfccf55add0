import type { Serving } from '@pilotlight/contracts';
import type { Answer, Invocation } from './answer-types.ts';
import type { Bundle } from './bundle.ts';
import type { Caller } from './caller.ts';
import type { ChosenPlan } from './choose-plan.ts';
import type { OverloadedError } from './overloaded-error.ts';
import type { Plan, PlanSource } from './plan.ts';
import { ServedBundle } from './served-bundle.ts';

/** What is left out of a plan's parts is as the manifest has it, or else measured. */
export interface ModelRuntimeOptions extends Serving {
  /** Default: `RUNTIME_LIMITS.queuedInvocations`. */
  readonly maxQueue?: number;
  /** Default: `RUNTIME_LIMITS.queuedBytes`. */
  readonly maxQueuedBytes?: number;
  /** Default: `RUNTIME_LIMITS.invocationSeconds`. */
  readonly invocationSeconds?: number;
  /** Where measured plans are kept for the next start. Default: nowhere. */
  readonly planDirectory?: string;
  /** Told of the plan once it is chosen. Default: nobody is. */
  onPlan?(chosen: Omit<ChosenPlan, 'workers'>): void;
  /** Told of each worker that was lost and is replaced. Default: nobody is. */
  onWorkerLost?(error: Error): void;
}

export interface RuntimeState {
  /** Undefined until it is chosen. */
  readonly plan: Plan | undefined;
  readonly planSource: PlanSource | undefined;
  readonly healthyWorkers: number;
  readonly busyWorkers: number;
  readonly queuedInvocations: number;
  readonly queuedBytes: number;
  /** Since the start. */
  readonly workersLost: number;
}

/** A bundle that is being served: the hooks run in worker threads, the caller's event loop stays free. */
export interface ModelRuntime {
  /** Resolves when the plan's workers have loaded the model and predicted an example; rejects, saying why, if not. */
  readonly loaded: Promise<void>;
  /** Why no invocation would be answered now, undefined when it would. */
  unready(): string | undefined;
  /**
   * @param caller once it leaves, a waiting invocation leaves the queue, and one that runs is no longer waited for
   * @throws ProblemError for what the client can mend
   * @throws OverloadedError when too many wait already
   * @throws CallerLeftError when the caller leaves before the answer comes
   * @throws Error for a failure of the model
   */
  invoke(invocation: Invocation, caller?: Caller): Promise<Answer>;
  /** What would refuse an invocation of so many bytes now, before its body is read; undefined when it would be taken. */
  refusal(bytes: number): OverloadedError | undefined;
  state(): RuntimeState;
  /** Fails what waits, and ends the workers; one that is loading or running a model does so first. */
  close(): Promise<void>;
}

/** Starts the workers and returns at once; they load the model by themselves. */
export function startModelRuntime(bundle: Bundle, options: ModelRuntimeOptions = {}): ModelRuntime {
  // From 1.29 on ONNX Runtime keeps a device id under HOME and sends usage data to its makers, unless it is told not
  // to before it is loaded: here, for only the main thread's process.env is the process's own.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  return new ServedBundle(bundle, options);
}
