/** What a search must find: that the property holds in every state, or a counterexample. */
export type Expected = 'holds' | 'breaks';

export interface Run {
  readonly name: string;
  readonly expected: Expected;
  /** What the source is compiled with: who takes part, how often what goes wrong, what is taken out. */
  readonly defines: Readonly<Record<string, number | boolean>>;
  /** The formula of a property that is about what happens in the end. Without it the assertions are checked. */
  readonly formula?: 'asleep' | 'waits';
}

const NOTHING = { DEATHS: 0, FAULTS: 0, REFUSALS: 0, FAILURES: 0, EVENTS: 0 };

/** The properties, by the numbers that the source knows them by. */
const PROPERTY = { one: 1, leak: 2, answered: 4, bounded: 5, early: 6 };

const DUO = { ...NOTHING, ASKERS: 2 };
const SOLO = { ...NOTHING, ASKERS: 1, SWEEPER: true };

const sound = (name: string, defines: Run['defines'], formula?: Run['formula']): Run => ({
  name,
  expected: 'holds',
  defines,
  ...(formula ? { formula } : {}),
});

const without = (
  what: string,
  property: keyof typeof PROPERTY | 'asleep' | 'waits',
  defines: Run['defines'],
): Run => {
  const name = `without ${what}`;
  return property === 'asleep' || property === 'waits'
    ? { name, expected: 'breaks', defines, formula: property }
    : { name, expected: 'breaks', defines: { ...defines, PROPERTY: PROPERTY[property] } };
};

/** Every search, the sound protocol first. */
export const RUNS: readonly Run[] = [
  sound('a burst of three: one CreateEndpoint', {
    ...NOTHING,
    ASKERS: 3,
    EXPIRES: false,
    CALLS: 1,
  }),
  sound('two askers beside a reaper', { ...DUO, DEATHS: 1, FAULTS: 1, REFUSALS: 2 }),
  sound('an asker and the sweep beside a reaper', { ...SOLO, DEATHS: 1, FAILURES: 2 }),
  sound('the same, with calls that go wrong', { ...SOLO, FAULTS: 1, FAILURES: 1, REFUSALS: 1 }),
  sound('two askers and the sweep beside a reaper', { ...DUO, SWEEPER: true, SLOW: 1, DEATHS: 1 }),
  sound('the same, with a wake that is overdue', { ...SOLO, OVERDUE: 1, FAULTS: 1, FAILURES: 1 }),
  sound('an asker and the sweep, where AWS does not see yet what was deployed', {
    ...SOLO,
    UNSEEN: 2,
    FAULTS: 1,
    FAILURES: 1,
  }),
  sound('the same, where a caller dies', { ...SOLO, UNSEEN: 2, DEATHS: 1, FAILURES: 2 }),
  sound('an asker beside two reapers', { ...NOTHING, ASKERS: 1, REAPERS: 2, DEATHS: 1, FAULTS: 1 }),
  sound('in the end asleep', { ...SOLO, SLOW: 1, FAILURES: 1 }, 'asleep'),
  sound('in the end nobody waits', { ...SOLO, SLOW: 1, FAILURES: 1 }, 'waits'),

  without('compare and swap on the wake', 'one', { ...DUO, CAS: false }),
  without('heed of the lease', 'one', { ...DUO, HEED_LEASE: false }),
  without('the schedule before the endpoint', 'leak', { ...DUO, DEATHS: 1, ENABLE_BEFORE: false }),
  without('the second look', 'leak', { ...DUO, LOOK_AGAIN: false }),
  without('a second run of a reaper that died', 'leak', { ...DUO, DEATHS: 1, RETRY: false }),
  without('one try at most to disable', 'leak', { ...DUO, FAULTS: 1, DISABLE_ONCE: false }),
  without('the schedule until a given up wake has settled', 'leak', {
    ...DUO,
    DEATHS: 1,
    REFUSALS: 2,
    KEEP_RESTING: false,
  }),
  without('the schedule for who joins a wake', 'answered', {
    ...DUO,
    DEATHS: 1,
    ENABLE_BESIDE: false,
  }),
  without("the reaper's heed of the queue", 'answered', { ...DUO, HEED_QUEUE: false }),
  without('the count before the attempt', 'bounded', {
    ...SOLO,
    DEATHS: 1,
    FAILURES: 2,
    COUNT_BEFORE: false,
  }),
  without('the count of an unanswered attempt before what came of it is deleted', 'bounded', {
    ...SOLO,
    FAULTS: 1,
    FAILURES: 2,
    SURE_FIRST: false,
  }),
  without('the condition on the last use', 'early', {
    ...DUO,
    SWEEPER: true,
    SLOW: 0,
    CONDEMN: false,
  }),
  without('deletion', 'asleep', { ...SOLO, SLOW: 0, DELETE: false }),
  without('replay by the sweep', 'waits', { ...SOLO, SLOW: 0, REPLAY: false }),
];
