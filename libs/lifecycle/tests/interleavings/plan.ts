import * as fc from 'fast-check';
import type {
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

export type EventFate = 'on time' | 'late' | 'twice' | 'lost';

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
  /** What the container does with each prediction, by the numbers in which they are asked; later ones are answered. */
  readonly container: readonly Habit[];
  /** Of the state-change events, in turn; later ones come on time. */
  readonly events: readonly EventFate[];
  readonly commands: readonly Command[];
  readonly faults: readonly Fault[];
  /** Faults and traffic stop so long after the last command that waits for its time. */
  readonly tailSeconds: number;
}

/** Which calls to disturb, how often each is made in a run, and how much each is worth disturbing. */
const CALLS: readonly (readonly [call: Moment['call'], often: number, weight: number])[] = [
  ['api invoke', 6, 6],
  ['api describe', 8, 2],
  ['api create', 2, 4],
  ['api delete', 1, 1],
  ['api enable', 3, 4],
  ['api readWake', 8, 1],
  ['api writeWake', 6, 4],
  ['api recordActivity', 4, 6],
  ['api park', 4, 2],
  ['api bindKey', 2, 2],
  ['api countQueued', 5, 1],
  ['api queued', 2, 1],
  ['api readPrediction', 8, 1],
  ['api claimPrediction', 2, 1],
  ['api readInput', 2, 1],
  ['api releasePrediction', 1, 1],
  ['api answer', 3, 2],
  ['jobs invoke', 3, 2],
  ['jobs describe', 6, 1],
  ['jobs create', 2, 2],
  ['jobs delete', 1, 1],
  ['jobs enable', 2, 2],
  ['jobs readWake', 6, 1],
  ['jobs writeWake', 4, 3],
  ['jobs recordActivity', 3, 2],
  ['jobs countQueued', 5, 1],
  ['jobs queued', 4, 1],
  ['jobs claimPrediction', 4, 2],
  ['jobs readInput', 4, 1],
  ['jobs releasePrediction', 2, 1],
  ['jobs answer', 4, 3],
  ['reaper describe', 8, 3],
  ['reaper readWake', 8, 2],
  ['reaper writeWake', 2, 1],
  ['reaper countQueued', 8, 1],
  ['reaper readActivity', 4, 2],
  ['reaper recordActivity', 1, 1],
  ['reaper assumeActivity', 2, 1],
  ['reaper lastInvocation', 2, 1],
  ['reaper condemn', 2, 4],
  ['reaper delete', 2, 4],
  ['reaper create', 1, 1],
  ['reaper enable', 4, 2],
  ['reaper disable', 2, 6],
];

/** Between these another may come. */
const RACES: readonly (readonly [call: Moment['call'], often: number])[] = [
  ['api invoke', 3],
  ['api create', 2],
  ['api enable', 3],
  ['api writeWake', 4],
  ['api park', 2],
  ['jobs claimPrediction', 2],
  ['jobs answer', 2],
  ['reaper readWake', 8],
  ['reaper readActivity', 4],
  ['reaper condemn', 2],
  ['reaper condemn', 1],
  ['reaper delete', 2],
  ['reaper delete', 1],
  ['reaper disable', 2],
  ['reaper disable', 1],
  ['reaper enable', 3],
];

function momentOf(
  calls: readonly (readonly [call: Moment['call'], often: number, weight?: number])[],
): fc.Arbitrary<Moment> {
  const weighed = calls.flatMap((entry) => Array.from({ length: entry[2] ?? 1 }, () => entry));
  return fc
    .tuple(fc.constantFrom(...weighed), fc.nat(999))
    .map(([[call, often], random]) => ({ call, nth: 1 + (random % often) }));
}

const fault: fc.Arbitrary<Fault> = fc
  .tuple(
    momentOf(CALLS),
    fc.constantFrom<Mishap>(
      'throttled',
      'refused',
      'unavailable',
      'lost',
      'twice',
      'late',
      'late answer',
      'hangs',
      'vanishes',
      'dies before',
      'dies after',
    ),
    fc.constantFrom(1, 3, 7),
  )
  .map(([at, mishap, seconds]) => ({ ...at, mishap, seconds }));

const deed = fc.constantFrom<Deed>(
  ...[0, 1, 4, 12].flatMap((polls): Deed[] => [
    { kind: 'ask', polls, everySeconds: 5 },
    { kind: 'ask', polls, everySeconds: 30 },
  ]),
  { kind: 'ask', polls: 12, everySeconds: 15 },
  { kind: 'insist', times: 2 },
  { kind: 'insist', times: 4 },
  { kind: 'burst', size: 2, apartSeconds: 0 },
  { kind: 'burst', size: 2, apartSeconds: 20 },
  { kind: 'burst', size: 3, apartSeconds: 10 },
  { kind: 'burst', size: 5, apartSeconds: 0 },
  { kind: 'wake' },
  { kind: 'wake' },
  { kind: 'look' },
  { kind: 'look' },
  { kind: 'remove' },
  { kind: 'delete' },
  { kind: 'break' },
  { kind: 'maintain' },
  { kind: 'lose record' },
  { kind: 'spoil record' },
  { kind: 'future record' },
  { kind: 'restart' },
  { kind: 'recycle' },
  { kind: 'deploy' },
  { kind: 'fire' },
  { kind: 'fire' },
);

const seconds = fc.constantFrom(0, 0, 1, 3, 10, 20, 30, 45, 60, 100, 300).map((value) => ({
  seconds: value,
}));

const race = fc
  .tuple(momentOf(RACES), fc.constantFrom(0, 0, 1, 3, 7))
  .map(([at, lateSeconds]) => ({ ...at, lateSeconds }));

const command: fc.Arbitrary<Command> = fc.record({
  when: fc.oneof({ arbitrary: seconds, weight: 3 }, { arbitrary: race, weight: 2 }),
  deed,
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  awakeAtFirst: fc.boolean(),
  creationSeconds: fc.constantFrom(20, 45, 100),
  deletionSeconds: fc.constantFrom(10, 40),
  indexLagSeconds: fc.constantFrom(0, 2, 10),
  checkSeconds: fc.constantFrom(60, 120),
  scheduleDelaySeconds: fc.constantFrom(0, 3),
  creationsFail: fc.constantFrom<readonly boolean[]>(
    [],
    [],
    [],
    [true],
    [false, true],
    [true, true],
    [true, true, true],
    [true, true, true, true, true, true],
  ),
  container: fc.constantFrom<readonly Habit[]>(
    [],
    [],
    [],
    ['fails'],
    ['answers', 'fails'],
    ['answers', 'answers', 'fails', 'fails'],
  ),
  events: fc.array(fc.constantFrom<EventFate>('on time', 'late', 'twice', 'lost'), {
    maxLength: 3,
  }),
  commands: fc.array(command, { minLength: 1, maxLength: 10 }),
  faults: fc.array(fault, { maxLength: 10 }),
  tailSeconds: fc.constantFrom(0, 400, 600),
});

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
