import type { Row } from '../../src/lifecycle/row.ts';

/** A row with plain figures, overridden by `given`. */
export function row(given: Partial<Row>): Row {
  return {
    traffic: 'school',
    system: 'pilotlight',
    requests: 100_000,
    answered: 100_000,
    costUsd: 45.678,
    answeredAtOnce: 0.99987,
    p50WaitSeconds: 0.0321,
    p99WaitSeconds: 307.456,
    refused: 0,
    lost: 0,
    hoursAwake: 770.4,
    hoursLeaked: 0,
    longestUnusedHours: 1.06,
    wakes: 445,
    ...given,
  };
}
