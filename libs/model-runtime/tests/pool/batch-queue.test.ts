import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchQueue } from '../../src/pool/batch-queue.ts';
import type { Job } from '../../src/pool/job.ts';
import { RUNTIME_LIMITS } from '../../src/limits.ts';
import type { Plan } from '../../src/plan/plan.ts';

const plan: Plan = {
  workers: 2,
  threadsPerWorker: 1,
  maxBatch: 4,
  maxDelayMilliseconds: 5,
  runOverheadInputs: 1,
};

/** The default time per job, in milliseconds: short enough for several batches in one run. */
const SHORT = 0.1;

let ids = 0;
const job = (takenAt = 0, bytes = 1): Job => ({
  id: ids++,
  invocation: { body: new Uint8Array(bytes), contentType: '', accept: '' },
  takenAt,
  resolve: () => undefined,
  reject: () => undefined,
});

/** A queue of `jobs`, each pushed at its `takenAt` while `underWay` jobs were running. */
function filled(jobs: readonly Job[], underWay = 0): BatchQueue {
  const queue = new BatchQueue();
  for (const one of jobs) queue.push(one, underWay, one.takenAt);
  return queue;
}

test('has nothing to run and no time to ask again when it is empty', () => {
  expect(new BatchQueue().turn(plan, 0, 0, SHORT)).toEqual({ againInMilliseconds: undefined });
});

test('never makes a single caller wait', () => {
  const queue = new BatchQueue();
  for (let now = 0; now < 100; now += 10) {
    const lone = job(now);
    queue.push(lone, 0, now);
    expect(queue.turn(plan, now - 5, now, SHORT)).toEqual({ run: [lone] });
  }
});

test('runs waiting jobs together, oldest first, up to the maximum batch', () => {
  const jobs = Array.from({ length: 6 }, (_one, at) => job(at));
  const queue = filled(jobs);
  expect(queue.turn(plan, 0, 6, SHORT)).toEqual({ run: jobs.slice(0, 4) });
  expect(queue.length).toBe(2);
});

test("takes several short batches at once from a long queue, at most half of the worker's share", () => {
  const taken = (jobs: number, maxBatch: number, jobMilliseconds = SHORT) => {
    const queue = filled(Array.from({ length: jobs }, () => job(0)));
    const turn = queue.turn({ ...plan, maxBatch }, 0, 0, jobMilliseconds);
    return 'run' in turn ? turn.run.length : 0;
  };
  expect([80, 40, 32, 31].map((jobs) => taken(jobs, 4))).toEqual([16, 8, 8, 4]);
  expect([40, 12, 8, 7].map((jobs) => taken(jobs, 1))).toEqual([4, 3, 2, 1]);
  expect(taken(1000, 1)).toBe(RUNTIME_LIMITS.batchesAtOnce);
});

test('takes one batch at a time if runs are long, or not measured yet', () => {
  const { atOnceMilliseconds } = RUNTIME_LIMITS;
  const queue = filled(Array.from({ length: 40 }, () => job(0)));
  const singles = { ...plan, maxBatch: 1 };
  expect(queue.turn(singles, 0, 0, atOnceMilliseconds / 2)).toHaveProperty('run.length', 2);
  expect(queue.turn(singles, 0, 0, atOnceMilliseconds)).toHaveProperty('run.length', 1);
  expect(queue.turn(singles, 0, 0, Infinity)).toHaveProperty('run.length', 1);
});

test('waits for expected jobs, at most the maximum delay', () => {
  const jobs = Array.from({ length: 8 }, () => job(0));
  const queue = filled(jobs);
  queue.turn(plan, 0, 0, SHORT);
  queue.turn(plan, 0, 0, SHORT);
  const [first, second] = [job(1), job(2)];
  queue.push(first, 4, 1);
  expect(queue.turn(plan, 1, 1, SHORT)).toEqual({ againInMilliseconds: 5 });
  queue.push(second, 4, 2);
  expect(queue.turn(plan, 1, 4, SHORT)).toEqual({ againInMilliseconds: 2 });
  expect(queue.turn(plan, 1, 6, SHORT)).toEqual({ run: [first, second] });
});

test('does not wait when as many jobs are queued as were recently in flight', () => {
  const queue = filled(Array.from({ length: 4 }, () => job(0)));
  // A recent peak of four in flight is two per worker.
  expect(queue.turn({ ...plan, maxBatch: 2 }, 0, 0, SHORT)).toHaveProperty('run.length', 2);
  expect(queue.turn(plan, 0, 0, SHORT)).toHaveProperty('run.length', 2);
});

test('forgets an old burst', () => {
  const queue = filled(Array.from({ length: 8 }, () => job(0)));
  queue.turn(plan, 0, 0, SHORT);
  queue.turn(plan, 0, 0, SHORT);
  const later = 10 * RUNTIME_LIMITS.peakHalfLifeMilliseconds;
  const lone = job(later);
  queue.push(lone, 0, later);
  expect(queue.turn(plan, 0, later, SHORT)).toEqual({ run: [lone] });
});

test('limits the bytes of a run, but not of a single job', () => {
  const large = job(0, RUNTIME_LIMITS.runBodyBytes + 1);
  const [half, other, third] = [0, 0, 0].map((at) => job(at, RUNTIME_LIMITS.runBodyBytes / 2));
  const queue = filled([large, half, other, third].filter((one) => one !== undefined));
  expect(queue.turn(plan, 0, 9, SHORT)).toEqual({ run: [large] });
  expect(queue.turn(plan, 0, 9, SHORT)).toEqual({ run: [half, other] });
  expect(queue.bytes).toBe(third?.invocation.body.length);
});

test('runs the jobs of a lost worker alone, before all others', () => {
  const queue = filled([job(0), job(0)]);
  const suspects = [job(0), job(0)];
  for (const suspect of suspects) suspect.alone = true;
  queue.putBack(suspects);
  expect(queue.turn(plan, 0, 0, SHORT)).toEqual({ run: [suspects[0]] });
  expect(queue.turn(plan, 0, 0, SHORT)).toEqual({ run: [suspects[1]] });
  expect(queue.turn(plan, 0, 9, SHORT)).toHaveProperty('run.length', 2);
});

test('removes cancelled jobs and jobs that have timed out', () => {
  const [old, gone, fresh] = [job(0), job(50), job(60)];
  const queue = filled([old, gone, fresh]);
  expect(queue.remove(gone)).toBe(true);
  expect(queue.remove(gone)).toBe(false);
  expect(queue.removeOlderThan(10)).toEqual([old]);
  expect(queue.removeAll()).toEqual([fresh]);
  expect([queue.length, queue.bytes]).toEqual([0, 0]);
});

test('keeps the order and the limits under any sequence of push, remove and turn', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('push'),
      bytes: fc.integer({ min: 0, max: 2 * RUNTIME_LIMITS.runBodyBytes }),
    }),
    fc.record({ kind: fc.constant('turn'), after: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ kind: fc.constant('remove'), at: fc.nat(9) }),
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (steps, maxBatch) => {
        const queue = new BatchQueue();
        let waiting: Job[] = [];
        let now = 0;
        for (const one of steps) {
          if ('bytes' in one) {
            const pushed = job(now, one.bytes);
            queue.push(pushed, 0, now);
            waiting.push(pushed);
          } else if ('at' in one) {
            const [removed] = waiting.splice(one.at, 1);
            if (removed) expect(queue.remove(removed)).toBe(true);
          } else {
            now += one.after;
            const held = waiting.length;
            const turn = queue.turn({ ...plan, maxBatch }, now, now, SHORT);
            if ('run' in turn) {
              expect(turn.run).toEqual(waiting.slice(0, turn.run.length));
              expect(turn.run.length).toBeGreaterThan(0);
              expect(turn.run.length).toBeLessThanOrEqual(maxBatch * RUNTIME_LIMITS.batchesAtOnce);
              expect(turn.run.length <= maxBatch || turn.run.length * plan.workers <= held).toBe(
                true,
              );
              const bytes = turn.run.reduce(
                (sum, { invocation }) => sum + invocation.body.length,
                0,
              );
              expect(turn.run.length === 1 || bytes <= RUNTIME_LIMITS.runBodyBytes).toBe(true);
              waiting = waiting.slice(turn.run.length);
            } else if (waiting.length > 0) {
              expect(turn.againInMilliseconds).toBeGreaterThan(0);
              expect(turn.againInMilliseconds).toBeLessThanOrEqual(plan.maxDelayMilliseconds);
            }
          }
          expect(queue.length).toBe(waiting.length);
        }
      },
    ),
  );
});
