import * as fc from 'fast-check';
import { calls, races } from './calls.ts';
import type {
  Beside,
  Blindness,
  Command,
  CreationTrouble,
  Deed,
  EventFate,
  Fault,
  Habit,
  Mishap,
  Plan,
  ServerlessTrouble,
} from './plan.ts';

const fault: fc.Arbitrary<Fault> = fc
  .tuple(
    calls,
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
  .tuple(races, fc.constantFrom(0, 0, 1, 3, 7))
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
  creationTrouble: fc.constantFrom<CreationTrouble | undefined>(
    ...Array.from({ length: 12 }, () => undefined),
    { kind: 'throttled', seconds: 60 },
    { kind: 'throttled', seconds: 5000 },
    { kind: 'denied', seconds: 60 },
    { kind: 'denied', seconds: 400 },
    { kind: 'hidden', seconds: 60 },
    { kind: 'hidden', seconds: 400 },
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
  alwaysNew: fc.constantFrom<Plan['alwaysNew']>([], [], ['reaper'], ['api', 'jobs', 'reaper']),
  // Rarely: these runs simulate many hours.
  blindness: fc.oneof(
    { arbitrary: fc.constant<Blindness>('none'), weight: 10 },
    { arbitrary: fc.constantFrom<Blindness>('table', 'table and metrics'), weight: 1 },
  ),
  commands: fc.array(command, { minLength: 1, maxLength: 10 }),
  faults: fc.array(fault, { maxLength: 10 }),
  tailSeconds: fc.constantFrom(0, 400, 600),
  shared: fc.boolean(),
  beside: fc.constantFrom<Beside>('nothing', 'nothing', 'nothing', 'function', 'auto'),
  functionBusySeconds: fc.constantFrom(0, 0, 30, 400),
  serverless: fc.constantFrom<ServerlessTrouble | undefined>(
    ...Array.from({ length: 6 }, () => undefined),
    { kind: 'throttled', seconds: 0 },
    { kind: 'throttled', seconds: 400 },
    { kind: 'starting', seconds: 40 },
    { kind: 'absent', seconds: 60 },
    { kind: 'absent', seconds: 400 },
    { kind: 'absent', seconds: 5000 },
  ),
});
