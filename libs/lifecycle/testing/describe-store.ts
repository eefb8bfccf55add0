import { LIMITS, problem } from '@pilotlight/contracts';
import type { HostRequest, Payload } from '@pilotlight/hosts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ulid } from 'ulid';
import type { Job, Outcome } from '../src/index.ts';
import { jobsOf } from '../src/queue/queue.ts';
import type { Store } from './simulated-store.ts';
import { announced, NEVER_WOKEN, opened, retired } from '../src/wake/wake-record.ts';

const KEPT = LIMITS.predictionKeptSeconds * 1000;

const QUEUED_KEPT = LIMITS.queuedKeptSeconds * 1000;

const LEASE = LIMITS.replayLeaseSeconds * 1000;

const textOf = (text: string, contentType: string): Payload => ({
  body: Buffer.from(text),
  contentType,
});

/** Conformance tests for every `Store`. Each test uses its own endpoint and model, so that all can share one store. */
export function describeStore(name: string, storeOf: () => Store): void {
  describe(name, () => {
    const NOW = Date.UTC(2026, 0, 1);
    let store: Store;
    let endpoint: string;
    let model: string;
    let count = 0;

    beforeEach(() => {
      store = storeOf();
      endpoint = `endpoint-${++count}`;
      model = `model-${count}`;
    });

    const REQUEST = { ...textOf('{"a":"é😀"}', 'application/json'), accept: 'application/json' };

    const park = async (now = NOW, request: HostRequest = REQUEST) => {
      const id = ulid(now);
      await store.park({ id, model, request, now });
      return id;
    };

    const claim = async (id: string, now = NOW) => {
      const claimed = await store.claimPrediction(id, now);
      if (!claimed) throw new Error('it was not claimed');
      return claimed;
    };

    describe('activity', () => {
      it('is missing at first, then the latest use, even if an earlier one is written later', async () => {
        expect(await store.readActivity(endpoint)).toEqual({ kind: 'missing' });
        await store.recordActivity(endpoint, NOW);
        await store.recordActivity(endpoint, NOW - 1);
        expect(await store.readActivity(endpoint)).toEqual({ kind: 'used', lastUsedAt: NOW });
        await store.recordActivity(endpoint, NOW + 1);
        expect(await store.readActivity(endpoint)).toEqual({ kind: 'used', lastUsedAt: NOW + 1 });
      });

      it('is overwritten by an assumed use, and replaced by the next real one', async () => {
        await store.recordActivity(endpoint, NOW + KEPT);
        await store.assumeActivity(endpoint, NOW);
        const assumed = { kind: 'used', lastUsedAt: NOW, assumed: true };
        expect(await store.readActivity(endpoint)).toEqual(assumed);
        await store.recordActivity(endpoint, NOW - 1);
        expect(await store.readActivity(endpoint)).toEqual(assumed);
        await store.recordActivity(endpoint, NOW + 1);
        expect(await store.readActivity(endpoint)).toEqual({ kind: 'used', lastUsedAt: NOW + 1 });
      });

      it('lets an endpoint be condemned only if it was not used since', async () => {
        expect(await store.condemn(endpoint, NOW, NOW)).toBe(false);
        await store.recordActivity(endpoint, NOW);
        expect(await store.condemn(endpoint, NOW - 1, NOW)).toBe(false);
        expect(await store.condemn(endpoint, NOW, NOW)).toBe(true);
        await store.recordActivity(endpoint, NOW + 1);
        expect(await store.condemn(endpoint, NOW, NOW)).toBe(false);
        expect(await store.readActivity(endpoint)).toEqual({ kind: 'used', lastUsedAt: NOW + 1 });
      });
    });

    describe('the spend', () => {
      const minute = (n: number) => NOW + n * 60_000;

      it('is added up by minute, and read from a time on', async () => {
        expect(await store.readSpends(endpoint, 0)).toEqual([]);
        await store.addSpend(endpoint, { requests: 1, usd: 0.25 }, minute(0) + 59_999);
        await store.addSpend(endpoint, { requests: 2, usd: 0.5 }, minute(2));
        await store.addSpend(endpoint, { requests: 3, usd: 0.25 }, minute(2) + 1);
        await store.addSpend(`${endpoint}-other`, { requests: 9, usd: 9 }, minute(2));
        const later = { minute: minute(2), requests: 5, usd: 0.75 };
        expect(await store.readSpends(endpoint, minute(0))).toEqual([
          { minute: minute(0), requests: 1, usd: 0.25 },
          later,
        ]);
        expect(await store.readSpends(endpoint, minute(0) + 1)).toEqual([later]);
      });
    });

    describe('the wake', () => {
      const record = opened(NEVER_WOKEN, NOW, 'config');

      it('is written by one of several concurrent writers of the same version', async () => {
        const { record: none, version } = await store.readWake(endpoint);
        expect([none, version]).toEqual([undefined, undefined]);
        const writes = await Promise.all(
          Array.from({ length: 20 }, () => store.writeWake(endpoint, record, version)),
        );
        expect(writes.filter((written) => written !== undefined)).toHaveLength(1);
      });

      it('is read as it was written, and can be overwritten with the latest version only', async () => {
        const ended = { reason: 'why', durationsSeconds: [1.5, 2], failures: 1, endedAt: NOW };
        const full = {
          ...announced(retired(record, NOW), 'config'),
          ...ended,
          unsure: true,
          refusedSince: NOW,
        };
        const first = await store.writeWake(endpoint, full, undefined);
        expect(await store.readWake(endpoint)).toEqual({ record: full, version: first });
        const second = await store.writeWake(endpoint, record, first);
        expect(second).not.toBe(first);
        expect(await store.writeWake(endpoint, full, first)).toBeUndefined();
        expect(await store.readWake(endpoint)).toEqual({ record, version: second });
      });
    });

    describe('a prediction', () => {
      it('is unknown, then queued', async () => {
        expect(await store.readPrediction(ulid(NOW), NOW)).toBeUndefined();
        const id = await park();
        expect(await store.readPrediction(id, NOW)).toEqual({
          id,
          model,
          status: 'queued',
          createdAt: new Date(NOW).toISOString(),
          attempts: 0,
          pauses: 0,
        });
      });

      it('is not overwritten by another one with the same id', async () => {
        const id = await park();
        await store.park({ id, model, request: { ...REQUEST, accept: 'text/csv' }, now: NOW });
        expect(await store.readRequest(await claim(id))).toEqual(REQUEST);
      });

      it('without an answer expires', async () => {
        const id = await park();
        expect(await store.readPrediction(id, NOW + QUEUED_KEPT - 1)).toBeDefined();
        expect(await store.readPrediction(id, NOW + QUEUED_KEPT)).toBeUndefined();
        expect(await store.countQueued(model, NOW + QUEUED_KEPT - 1)).toBe(1);
        expect(await store.countQueued(model, NOW + QUEUED_KEPT + 1)).toBe(0);
        expect(await store.queued(model, NOW + QUEUED_KEPT + 1)).toEqual([]);
      });

      it('is claimed by one of several concurrent replays, and again when the lease has expired', async () => {
        const id = await park();
        const claims = await Promise.all(
          Array.from({ length: 10 }, () => store.claimPrediction(id, NOW)),
        );
        const won = claims.filter((claim) => claim !== undefined);
        expect(won).toEqual([expect.objectContaining({ id, model, attempts: 1 })]);
        expect(won[0] && (await store.readRequest(won[0]))).toEqual(REQUEST);
        expect((await store.readPrediction(id, NOW))?.status).toBe('running');
        expect(await store.claimPrediction(id, NOW + LEASE - 1)).toBeUndefined();
        expect(await store.claimPrediction(id, NOW + LEASE)).toMatchObject({ attempts: 2 });
      });

      it('that is unknown cannot be claimed, released or answered', async () => {
        const id = ulid(NOW);
        expect(await store.claimPrediction(id, NOW)).toBeUndefined();
        const claimed = await claim(await park());
        await store.releasePrediction({ ...claimed, id }, { counted: true });
        expect(await store.answer(id, { output: 1 }, NOW)).toBe(false);
        expect(await store.readPrediction(id, NOW)).toBeUndefined();
      });

      it('can be claimed again after a release, with its attempt counted or not', async () => {
        const id = await park();
        await store.releasePrediction(await claim(id), { counted: true });
        expect(await store.readPrediction(id, NOW)).toMatchObject({
          status: 'queued',
          attempts: 1,
        });
        await store.releasePrediction(await claim(id), { counted: false });
        expect(await store.readPrediction(id, NOW)).toMatchObject({
          status: 'queued',
          attempts: 1,
        });
      });

      it('is released idempotently: attempts and pauses change once', async () => {
        const id = await park();
        const claimed = await claim(id);
        const release = { counted: false, notBefore: NOW + 5000 };
        await store.releasePrediction(claimed, release);
        await store.releasePrediction(claimed, release);
        expect(await store.readPrediction(id, NOW)).toMatchObject({ attempts: 0, pauses: 1 });
      });

      it('is not released by a replay with an expired lease when another has claimed it', async () => {
        const id = await park();
        const late = await claim(id);
        await claim(id, NOW + LEASE);
        await store.releasePrediction(late, { counted: false });
        expect(await store.claimPrediction(id, NOW + LEASE)).toBeUndefined();
        expect(await store.readPrediction(id, NOW + LEASE)).toMatchObject({
          status: 'running',
          attempts: 2,
        });
      });

      it('with an answer is not changed by a late release', async () => {
        const id = await park();
        const claimed = await claim(id);
        await store.answer(id, { output: 1 }, NOW);
        await store.releasePrediction(claimed, { counted: false });
        const found = await store.readPrediction(id, NOW);
        expect(found).toMatchObject({ status: 'succeeded', attempts: 1 });
      });

      it('cannot be claimed before the time in its release', async () => {
        const id = await park();
        await store.releasePrediction(await claim(id), { counted: true, notBefore: NOW + 5000 });
        expect(await store.claimPrediction(id, NOW + 4999)).toBeUndefined();
        const again = await claim(id, NOW + 5000);
        expect(again).toMatchObject({ attempts: 2, pauses: 1 });
        await store.releasePrediction(again, { counted: false });
        expect(await store.readPrediction(id, NOW)).toMatchObject({ attempts: 1, pauses: 1 });
      });

      it.each<Outcome>([
        { output: { label: 'é', list: [0.1, null] } },
        { output: null },
        { output: 0, servedBy: 'function' },
      ])('keeps its answer %j, once', async (outcome) => {
        const id = await park();
        const answers = await Promise.all([1, 2].map(() => store.answer(id, outcome, NOW + 1)));
        expect(answers.sort()).toEqual([false, true]);
        const found = await store.readPrediction(id, NOW + 1);
        expect(found).toMatchObject({ ...outcome, status: 'succeeded' });
        expect(found?.finishedAt).toBe(new Date(NOW + 1).toISOString());
        expect(await store.claimPrediction(id, NOW + KEPT / 2)).toBeUndefined();
        expect(await store.readPrediction(id, NOW + KEPT + 1001)).toBeUndefined();
      });

      it.each([
        ['a few bytes', 6],
        ['the most that is kept in a table item', LIMITS.keptInTableBytes],
        ['the size of the largest request', LIMITS.requestBodyBytes],
      ])('returns its input and its answer unchanged (%s)', async (_, bytes) => {
        const text = JSON.stringify('é'.repeat((bytes - 2) / 2));
        const id = await park(NOW, { ...REQUEST, ...textOf(text, 'application/json') });
        expect(await store.readPrediction(id, NOW)).toMatchObject({ status: 'queued' });
        const claimed = await store.claimPrediction(id, NOW);
        const request = claimed && (await store.readRequest(claimed));
        expect(Buffer.from(request?.body ?? []).toString() === text).toBe(true);
        const output: unknown = JSON.parse(text);
        expect(await store.answer(id, { output }, NOW)).toBe(true);
        const found = await store.readPrediction(id, NOW);
        expect([found?.status, found?.output === output]).toEqual(['succeeded', true]);
      });

      it.each([
        ['a few bytes', 256],
        ['the most that is kept in a table item', LIMITS.keptInTableBytes],
        ['more than that', LIMITS.keptInTableBytes + 1],
      ])('returns other types of input and answer byte by byte (%s)', async (_, length) => {
        const body = Uint8Array.from({ length }, (_byte, index) => index % 256);
        const given = { body, contentType: 'image/png', accept: 'application/x-npy; a=b' };
        const id = await park(NOW, given);
        const { body: got, ...types } = (await store.readRequest(await claim(id))) ?? {};
        expect(types).toEqual({ contentType: given.contentType, accept: given.accept });
        expect(Buffer.from(got ?? []).equals(body)).toBe(true);
        const payload = { body: body.toReversed(), contentType: 'application/x-npy; a=b' };
        expect(await store.answer(id, { payload }, NOW)).toBe(true);
        const found = await store.readPrediction(id, NOW);
        expect(found).toMatchObject({ status: 'succeeded' });
        expect(found).not.toHaveProperty('output');
        expect(found?.payload?.contentType).toBe(payload.contentType);
        expect(Buffer.from(found?.payload?.body ?? []).equals(payload.body)).toBe(true);
      });

      it('keeps its error, for a day from when it failed', async () => {
        const id = await park();
        const error = {
          type: 'urn:pilotlight:error:model_error',
          title: 't',
          status: 502,
          code: 'model_error',
          detail: 'd',
        } as const;
        await store.answer(id, { error }, NOW + KEPT / 2);
        const found = await store.readPrediction(id, NOW + KEPT + 1);
        expect(found).toMatchObject({ status: 'failed', error });
      });
    });

    describe('a job', () => {
      const JOB: Job = {
        inputKey: 'uploads/x',
        contentType: 'image/png',
        accept: 'application/x-npy',
        upload: { bytes: 3, until: NOW + 1000 },
      };

      const add = async (job = JOB) => {
        const id = ulid(NOW);
        await store.addJob({ id, model, job, now: NOW });
        return id;
      };

      it('is in a queue of its own, and not added twice', async () => {
        const id = await add();
        await store.addJob({ id, model, job: { ...JOB, accept: 'text/csv' }, now: NOW });
        const found = await store.readPrediction(id, NOW);
        expect(found).toMatchObject({ id, model, status: 'queued', attempts: 0, job: JOB });
        expect(await store.queued(model, NOW)).toEqual([]);
        expect(await store.queued(jobsOf(model), NOW)).toEqual([id]);
        expect(await store.countQueued(jobsOf(model), NOW)).toBe(1);
      });

      it('keeps what its claim writes, and runs once it is submitted', async () => {
        const id = await add();
        const claimed = await claim(id);
        expect(claimed.job).toEqual(JOB);
        const submitted = { ...JOB, uploadedAt: NOW, submittedAt: NOW + 1 };
        await store.releasePrediction(claimed, { counted: false, job: submitted });
        const found = await store.readPrediction(id, NOW);
        expect(found).toMatchObject({ status: 'running', attempts: 0, job: submitted });
        await store.releasePrediction(claimed, { counted: false });
        expect((await store.readPrediction(id, NOW))?.job).toEqual(submitted);
      });

      it('is not written by a claim whose lease has expired', async () => {
        const id = await add();
        const late = await claim(id);
        await claim(id, NOW + LEASE);
        const job = { ...JOB, submittedAt: NOW };
        await store.releasePrediction(late, { counted: false, job });
        expect((await store.readPrediction(id, NOW))?.job).toEqual(JOB);
      });

      it('keeps its facts and its files with the answer', async () => {
        const id = await add();
        const file = {
          name: 'a.png',
          title: 'A',
          contentType: 'image/png',
          bytes: 1,
          key: 'files/a',
        };
        const job = { ...JOB, answeredAt: NOW };
        const outcome = { files: [file], servedBy: 'async' } as const;
        expect(await store.answer(id, outcome, NOW, job)).toBe(true);
        expect(await store.answer(id, { output: 1 }, NOW)).toBe(false);
        const found = await store.readPrediction(id, NOW);
        expect(found).toMatchObject({ ...outcome, status: 'succeeded', job });
        expect(found).not.toHaveProperty('output');
        expect(await store.queued(jobsOf(model), NOW)).toEqual([]);
      });

      it('keeps its facts with an error', async () => {
        const id = await add();
        const error = problem('upload_missing', 'nothing came');
        await store.answer(id, { error }, NOW, JOB);
        expect(await store.readPrediction(id, NOW)).toMatchObject({ status: 'failed', job: JOB });
      });

      it('may be made of a parked prediction', async () => {
        const id = await park();
        await store.releasePrediction(await claim(id), { counted: false, job: JOB });
        expect((await store.readPrediction(id, NOW))?.job).toEqual(JOB);
        expect(await store.queued(model, NOW)).toEqual([]);
        expect(await store.queued(jobsOf(model), NOW)).toEqual([id]);
      });

      it.each([3, LIMITS.keptInTableBytes + 1])(
        'may become one again (%d bytes)',
        async (length) => {
          const id = await add();
          const request = { ...REQUEST, body: new Uint8Array(length), contentType: 'image/png' };
          await store.releasePrediction(await claim(id), { counted: false, request });
          const found = await store.readPrediction(id, NOW);
          expect(found).toMatchObject({ status: 'queued', attempts: 0 });
          expect(found).not.toHaveProperty('job');
          expect(await store.queued(jobsOf(model), NOW)).toEqual([]);
          expect(await store.queued(model, NOW)).toEqual([id]);
          const read = await store.readRequest(await claim(id));
          expect(read).toMatchObject({ contentType: 'image/png', accept: REQUEST.accept });
          expect(read?.body.byteLength).toBe(length);
        },
      );
    });

    describe("a caller's key", () => {
      const bind = (id: string, more: { now?: number; insteadOf?: string; fingerprint?: string }) =>
        store.bindKey({ model, key: 'a key', fingerprint: `of ${id}`, id, now: NOW, ...more });

      it('is bound once by concurrent calls, and stays bound for as long as a prediction is kept', async () => {
        const ids = Array.from({ length: 10 }, () => ulid(NOW));
        const bound = await Promise.all(ids.map((id) => bind(id, {})));
        const [first] = bound;
        expect(bound).toEqual(bound.map(() => first));
        expect(ids).toContain(first?.id);
        expect(first?.fingerprint).toBe(`of ${first?.id}`);
        expect(await bind('later', { now: NOW + KEPT - 1000 })).toEqual(first);
        const fresh = { id: 'fresh', fingerprint: 'of fresh' };
        expect(await bind('fresh', { now: NOW + KEPT })).toEqual(fresh);
      });

      it('is rebound from the named prediction only, by one of several concurrent calls', async () => {
        await bind('old', {});
        expect(await bind('new', { insteadOf: 'another' })).toMatchObject({ id: 'old' });
        const bound = await Promise.all(
          ['a', 'b', 'c'].map((id) => bind(id, { insteadOf: 'old' })),
        );
        expect(new Set(bound.map(({ id }) => id)).size).toBe(1);
        expect(bound[0]?.id).not.toBe('old');
      });

      it('is separate for each model, and case-sensitive', async () => {
        await bind('one', {});
        const other = { fingerprint: 'f', id: 'other', now: NOW };
        expect(await store.bindKey({ ...other, model, key: 'A key' })).toMatchObject({
          id: 'other',
        });
        const elsewhere = { ...other, model: `${model}-other`, key: 'a key' };
        expect(await store.bindKey(elsewhere)).toMatchObject({ id: 'other' });
      });
    });

    describe('the queue', () => {
      it('contains the predictions of one model without an answer, oldest first, in pages', async () => {
        const ids: string[] = [];
        for (let n = 0; n < 130; n++) ids.push(await park(NOW + n));
        const answered = ids[3] ?? '';
        await store.answer(answered, { output: 1 }, NOW);
        const waiting = ids.filter((id) => id !== answered);
        const first = await store.queued(model, NOW);
        expect(first).toEqual(waiting.slice(0, 100));
        expect(await store.queued(model, NOW, first.at(-1))).toEqual(waiting.slice(100));
        expect(await store.countQueued(model, NOW)).toBe(129);
        expect(await store.countQueued(`${model}-other`, NOW)).toBe(0);
      });
    });
  });
}
