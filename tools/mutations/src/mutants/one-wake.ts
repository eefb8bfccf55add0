import type { Mutant } from '../mutant.ts';

/** Protections of invariant 2: one wake for each burst. */
export const ONE_WAKE: readonly Mutant[] = [
  {
    invariant: 2,
    without: 'the lease on a wake',
    file: 'src/wake/wake.ts',
    find: 'if (now < record.leaseUntil) {',
    replace: 'if (now < 0) {',
    tests: ['tests/wake/wake.test.ts', 'tests/predict/predict.test.ts'],
  },
  {
    invariant: 2,
    without: 'the check for a lost compare-and-swap',
    file: 'src/wake/wake.ts',
    find: 'if (version === undefined) continue;',
    replace:
      'if (version === undefined) return step(ports, endpoint, { record: leased, version: -1 });',
    tests: ['tests/wake/wake.test.ts', 'tests/predict/predict.test.ts'],
  },
  {
    invariant: 2,
    without: 'the condition on the version of a wake in DynamoDB',
    file: 'src/aws/dynamodb-endpoints.ts',
    find: "ConditionExpression: 'version = :version',",
    replace: "ConditionExpression: 'version <> :version OR version = :version',",
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 2,
    without: "the lease holder's uncached read of the endpoint",
    file: 'src/wake/wake-step.ts',
    find: 'describe(endpoint, { fresh: true })',
    replace: 'describe(endpoint)',
    tests: ['tests/wake/wake.test.ts'],
  },
];
