import type {
  BlindMarkPort,
  EndpointPort,
  LedgerPort,
  SchedulePort,
  UsagePort,
} from '../../src/index.ts';
import type { Store } from '../../testing/simulated-store.ts';

export type Role = 'api' | 'jobs' | 'reaper';

/** Every AWS call that a function makes. */
export type Operation =
  | 'invoke'
  | 'invoke function'
  | 'invoke serverless'
  | keyof EndpointPort
  | `${keyof BlindMarkPort} mark`
  | keyof LedgerPort
  | keyof SchedulePort
  | keyof Store
  | keyof UsagePort;

/** The `nth` call of an operation by a role, counted from 1. */
export interface Moment {
  readonly call: `${Role} ${Operation}`;
  readonly nth: number;
}

/**
 * - `throttled`, `refused` (a quota, a permission), `unavailable`: the call has no effect and fails
 * - `lost`: the call takes effect, but the caller gets an error
 * - `twice`: the call takes effect, its response is lost, and the SDK sends it again
 * - `late`, `late answer`: the request, or the response, is delayed by some seconds
 * - `hangs`: the call has no effect, and the caller waits until its own time limit
 * - `vanishes`: the endpoint is deleted during the call, which then fails
 * - `dies before`, `dies after`: the function dies before or after the effect, and so does its instance
 */
export type Mishap =
  | 'throttled'
  | 'refused'
  | 'unavailable'
  | 'lost'
  | 'twice'
  | 'late'
  | 'late answer'
  | 'hangs'
  | 'vanishes'
  | 'dies before'
  | 'dies after';

export interface Fault extends Moment {
  readonly mishap: Mishap;
  readonly seconds: number;
}

/**
 * - `ask`: a caller requests a prediction and polls at most `polls` times; `burst`: several, at once or one by one
 * - `insist`: a caller requests with an idempotency key, retries errors, and polls
 * - `wake`, `look`: a user wakes the model, or opens its page
 * - `remove`, `delete`: the endpoint is deleted by hand, and is gone at once or after a while
 * - `break`, `maintain`: the endpoint goes out of service; AWS maintains it for a while
 * - `lose record`, `spoil record`, `future record`: changes the record of the last use
 * - `restart`, `recycle`: every idle instance loses its memory; `recycle`: its temporary files, too
 * - `deploy`: deploys another endpoint configuration
 * - `fire`: the schedule fires once more, as a rule may after it was disabled
 */
export type Deed =
  | { readonly kind: 'ask'; readonly polls: number; readonly everySeconds: number }
  | { readonly kind: 'insist'; readonly times: number }
  | { readonly kind: 'burst'; readonly size: number; readonly apartSeconds: number }
  | {
      readonly kind:
        | 'wake'
        | 'look'
        | 'remove'
        | 'delete'
        | 'break'
        | 'maintain'
        | 'lose record'
        | 'spoil record'
        | 'future record'
        | 'restart'
        | 'recycle'
        | 'deploy'
        | 'fire';
    };

/**
 * A deed, some seconds after the previous timed command in the list, or at the moment of a call, which may be delayed
 * meanwhile.
 */
export interface Command {
  readonly when: { readonly seconds: number } | (Moment & { readonly lateSeconds: number });
  readonly deed: Deed;
}

/** `fails`: the container fails on this input every time. */
export type Habit = 'answers' | 'fails';

/** What the reaper cannot read once faults and traffic have stopped. */
export type Blindness = 'none' | 'table' | 'table and metrics';

export type EventFate = 'on time' | 'late' | 'twice' | 'lost';

/**
 * CreateEndpoint fails for the first seconds of the run, and again after each deployment. `hidden`: it does not find
 * the endpoint configuration.
 */
export interface CreationTrouble {
  readonly kind: 'throttled' | 'denied' | 'hidden';
  readonly seconds: number;
}

/** What stands beside the endpoint: nothing, a function until it is in service, or a function in mode `auto`. */
export type Beside = 'nothing' | 'function' | 'auto';

/**
 * What a serverless endpoint does with requests in the first seconds of the run. `starting`: they time out, as an instance
 * starts.
 */
export interface ServerlessTrouble {
  readonly kind: 'throttled' | 'absent' | 'starting';
  readonly seconds: number;
}

/** One run: everything except the order in which things happen. */
export interface Plan {
  readonly awakeAtFirst: boolean;
  readonly creationSeconds: number;
  readonly deletionSeconds: number;
  readonly indexLagSeconds: number;
  readonly checkSeconds: number;
  readonly scheduleDelaySeconds: number;
  /** Whether the first, second, … creation ends in Failed; later ones succeed. */
  readonly creationsFail: readonly boolean[];
  readonly creationTrouble: CreationTrouble | undefined;
  /** What the container does with the first, second, … prediction; later ones are answered. */
  readonly container: readonly Habit[];
  /** What happens to the first, second, … state-change event; later ones come on time. */
  readonly events: readonly EventFate[];
  readonly commands: readonly Command[];
  readonly faults: readonly Fault[];
  /** Functions whose every run is in a new instance. */
  readonly alwaysNew: readonly Role[];
  readonly blindness: Blindness;
  /** Faults and traffic stop this long after the last timed command. */
  readonly tailSeconds: number;
  /** Whether two models share the endpoint. The callers then ask them in turn. */
  readonly shared: boolean;
  readonly beside: Beside;
  /** For how long from the start Lambda throttles the function. */
  readonly functionBusySeconds: number;
  /** A serverless endpoint serves another model; undefined when there is none. */
  readonly serverless: ServerlessTrouble | undefined;
}

const momentText = ({ call, nth }: Moment) => `the ${call} no. ${nth}`;

function deedText(deed: Deed): string {
  if (deed.kind === 'ask') return `ask, polling ${deed.polls} times every ${deed.everySeconds} s`;
  if (deed.kind === 'insist') return `ask by one key, ${deed.times} times at most`;
  return deed.kind === 'burst' ? `${deed.size} ask, ${deed.apartSeconds} s apart` : deed.kind;
}

/** The plan as text, for the report of a failed run. */
export function planText({ commands, faults, ...settings }: Plan): string {
  const steps = commands.map(({ when, deed }) =>
    'seconds' in when
      ? `after ${when.seconds} s: ${deedText(deed)}`
      : `at ${momentText(when)}, ${when.lateSeconds} s late: ${deedText(deed)}`,
  );
  const mishaps = faults.map(
    ({ mishap, seconds: length, ...at }) => `${momentText(at)}: ${mishap} (${length} s)`,
  );
  return [JSON.stringify(settings), ...steps, ...mishaps].join('\n  ');
}
