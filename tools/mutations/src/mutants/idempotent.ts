import type { Mutant } from '../mutant.ts';

/** Protections of invariant 8: each event may come twice or late. */
export const IDEMPOTENT: readonly Mutant[] = [
  {
    invariant: 8,
    without: 'the check whether the conflicting claim is its own',
    file: 'src/aws/dynamodb-predictions.ts',
    find: 'return item?.claim === claim',
    replace: 'return item === null',
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 8,
    without: 'the claim on a parked prediction',
    file: 'src/aws/dynamodb-predictions.ts',
    find: "'attribute_exists(#queue) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)'",
    replace: "'attribute_exists(#queue) OR leaseUntil <= :now'",
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 8,
    without: 'returning the prediction of an idempotency key',
    file: 'src/predict/predict-once.ts',
    find: 'if (found) return lookAfter(ports, waiting);',
    replace: '',
    tests: ['tests/predict/predict-once.test.ts'],
  },
  {
    invariant: 8,
    without: 'the condition that a key is not bound yet',
    file: 'src/aws/dynamodb-predictions.ts',
    find: "'attribute_not_exists(id) OR id = :old OR #expiry <= :now'",
    replace: "'id <> :old OR id = :old OR #expiry <> :now'",
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 8,
    without: 'a separate object for each answer that is too large for the table',
    file: 'src/aws/kept-payload.ts',
    find: '-${randomUUID()}',
    replace: '',
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 8,
    without: 'never moving the last use backwards',
    file: 'src/aws/dynamodb-endpoints.ts',
    find: "'attribute_not_exists(lastUsedAt) OR lastUsedAt < :at'",
    replace: "'attribute_not_exists(lastUsedAt) OR lastUsedAt <> :at'",
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 8,
    without: 'continuing the count of awake time from the last check',
    file: 'src/cost/ledger.ts',
    find: 'life?.countedTo ?? createdAt',
    replace: 'createdAt',
    tests: ['tests/cost/ledger.property.test.ts'],
  },
];
