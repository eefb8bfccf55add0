import type {
  BlindMarkPort,
  EndpointPort,
  LedgerPort,
  SchedulePort,
  StorePort,
  UsagePort,
} from '../../src/index.ts';

export type Role = 'api' | 'jobs' | 'reaper';

/** Every call that a function makes of AWS. */
export type Operation =
  | Exclude<keyof EndpointPort, 'configurationOf'>
  | `${keyof BlindMarkPort} mark`
  | keyof LedgerPort
  | keyof SchedulePort
  | keyof StorePort
  | keyof UsagePort;

/** The `nth` call of an operation by a role, counted from 1. */
export interface Moment {
  readonly call: `${Role} ${Operation}`;
  readonly nth: number;
}

/**
 * - `throttled`, `refused` (a quota, a permission), `unavailable`: without effect, and the caller is told so
 * - `lost`: it took effect, and the caller is told that it failed
 * - `twice`: it takes effect, its answer is lost, and the SDK sends it again
 * - `late`, `late answer`: it, or its answer, is some seconds under way
 * - `hangs`: without effect, and the caller waits for its own time limit
 * - `vanishes`: the endpoint is deleted under the call, which then fails
 * - `dies before`, `dies after`: the function ends there and its instance is gone
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
 * - `ask`: one asks for a prediction and polls for it, `polls` times at most; `burst`: several, at once or one by one
 * - `insist`: one asks with a key of its own, so often that one answer comes, and polls
 * - `wake`, `look`: somebody opens the page
 * - `remove`, `delete`: the endpoint is deleted by hand, and gone at once or after a while
 * - `break`, `maintain`: the endpoint falls out of service; AWS works on it for a while
 * - `lose record`, `spoil record`, `future record`: of the last use
 * - `restart`, `recycle`: every idle instance loses its memory; and its temporary files too
 * - `deploy`: another endpoint configuration
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
 * Something happens so many seconds after what was before it in the list, or at the moment of a call, which may wait for
 * a while meanwhile.
 */
export interface Command {
  readonly when: { readonly seconds: number } | (Moment & { readonly lateSeconds: number });
  readonly deed: Deed;
}

/** `fails`: the container fails on it every time. */
export type Habit = 'answers' | 'fails';

/** What the reaper may not read any more, once faults and traffic have stopped. */
export type Blindness = 'none' | 'table' | 'table and metrics';

export type EventFate = 'on time' | 'late' | 'twice' | 'lost';

/**
 * CreateEndpoint fails from the beginning of the run, or of a deployment, for so many seconds: `hidden`: it does not find the
 * endpoint configuration.
 */
export interface CreationTrouble {
  readonly kind: 'throttled' | 'denied' | 'hidden';
  readonly seconds: number;
}

/** One run: all that is decided but for the order in which things happen. */
export interface Plan {
  readonly awakeAtFirst: boolean;
  readonly creationSeconds: number;
  readonly deletionSeconds: number;
  readonly indexLagSeconds: number;
  readonly checkSeconds: number;
  readonly scheduleDelaySeconds: number;
  /** Whether each creation ends in Failed, in turn; later ones do not. */
  readonly creationsFail: readonly boolean[];
  readonly creationTrouble: CreationTrouble | undefined;
  /** What the container does with each prediction, by the numbers in which they are asked; later ones are answered. */
  readonly container: readonly Habit[];
  /** Of the state-change events, in turn; later ones come on time. */
  readonly events: readonly EventFate[];
  readonly commands: readonly Command[];
  readonly faults: readonly Fault[];
  /** Each run of these is by a new instance. */
  readonly alwaysNew: readonly Role[];
  readonly blindness: Blindness;
  /** Faults and traffic stop so long after the last command that waits for its time. */
  readonly tailSeconds: number;
}

const momentText = ({ call, nth }: Moment) => `the ${call} no. ${nth}`;

function deedText(deed: Deed): string {
  if (deed.kind === 'ask') return `ask, polling ${deed.polls} times every ${deed.everySeconds} s`;
  if (deed.kind === 'insist') return `ask by one key, ${deed.times} times at most`;
  return deed.kind === 'burst' ? `${deed.size} ask, ${deed.apartSeconds} s apart` : deed.kind;
}

/** The plan as it is read when a run has failed. */
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
