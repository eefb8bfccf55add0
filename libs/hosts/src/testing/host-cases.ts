import { LIMITS } from '@pilotlight/contracts';
import { expect, onTestFinished, vi } from 'vitest';
import type { HostRequest, Payload } from '../host.ts';
import type { HostBench } from './host-bench.ts';

const REQUEST: HostRequest = {
  body: Buffer.from('{"a":1}'),
  contentType: 'application/json',
  accept: 'application/json',
};

/** Every byte value: this is not UTF-8. */
const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

const ask = ({ host, model }: HostBench, request = REQUEST) => host.ask(model, request);

const bytes = (body: Uint8Array) => [...body];

async function meets(bench: HostBench, kind: string, statuses: readonly number[]): Promise<void> {
  for (const status of statuses) {
    const message = `words of the container, ${status}`;
    bench.behave({ kind: 'fails', status, message });
    expect(await ask(bench)).toEqual({ kind, status, message });
  }
}

/** Makes our own time limits end after 50 ms. @returns the limits that were set, in milliseconds */
function hurry(): number[] {
  const { timeout } = AbortSignal;
  const limits: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    limits.push(milliseconds);
    return timeout.call(AbortSignal, 50);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  return limits;
}

/** What every host does. */
export const HOST_CASES = {
  async 'gives the body and the content type of an answer unchanged'(bench: HostBench) {
    const answers: Payload[] = [
      { body: Buffer.from('{"label":"é"}'), contentType: 'application/json' },
      { body: Buffer.from('a,b\r\n1,2\r\n'), contentType: 'text/csv; header=present' },
      { body: ALL_BYTES, contentType: 'application/x-npy' },
      { body: new Uint8Array(), contentType: 'text/plain' },
    ];
    for (const answer of answers) {
      bench.behave({ kind: 'answers', reply: () => answer });
      const asked = await ask(bench);
      if (asked.kind !== 'answered') throw new Error(`it was not answered: ${asked.kind}`);
      expect(bytes(asked.body)).toEqual(bytes(answer.body));
      expect(asked.contentType).toBe(answer.contentType);
    }
  },

  async 'passes the body, the content type and the accepted types of a request unchanged'(
    bench: HostBench,
  ) {
    const requests: HostRequest[] = [
      { ...REQUEST, accept: 'text/csv;q=0.5, application/json' },
      { body: ALL_BYTES, contentType: 'image/png', accept: 'application/x-npy' },
    ];
    for (const request of requests) await ask(bench, request);
    const received = bench.received.map((got) => ({ ...got, body: bytes(got.body) }));
    expect(received).toEqual(requests.map((sent) => ({ ...sent, body: bytes(sent.body) })));
  },

  async 'is absent when nothing that could answer is in service'(bench: HostBench) {
    bench.behave({ kind: 'absent' });
    expect(await ask(bench)).toEqual({ kind: 'absent' });
  },

  async 'is busy when the container has no room (429, 503, 507)'(bench: HostBench) {
    await meets(bench, 'busy', [429, 503, 507]);
  },

  async 'is rejected with the message when the container refuses the input (4xx)'(
    bench: HostBench,
  ) {
    await meets(bench, 'rejected', [400, 413, 415, 422, 499]);
  },

  async 'is failed when the container fails (5xx) or breaks the connection'(bench: HostBench) {
    await meets(bench, 'failed', [500, 502, 599, 0]);
  },

  async 'is timed out after our own time limit'(bench: HostBench) {
    const limits = hurry();
    bench.behave({ kind: 'hangs' });
    expect(await ask(bench)).toEqual({ kind: 'timed-out' });
    expect(limits).toEqual([LIMITS.invocationSeconds * 1000]);
  },

  async 'is not timed out when the connection breaks'(bench: HostBench) {
    bench.behave({ kind: 'disconnects' });
    await expect(ask(bench)).rejects.toMatchObject({ name: 'CloudError', kind: 'unavailable' });
  },

  async 'throws a CloudError when AWS denies the call'(bench: HostBench) {
    bench.behave({ kind: 'denied' });
    await expect(ask(bench)).rejects.toMatchObject({ name: 'CloudError', kind: 'denied' });
  },

  async 'throws a CloudError when AWS throttles the call'(bench: HostBench) {
    bench.behave({ kind: 'throttled' });
    await expect(ask(bench)).rejects.toMatchObject({ name: 'CloudError', kind: 'throttled' });
  },

  async 'does not mix several requests at once'(bench: HostBench) {
    const count = 10;
    const all = Promise.withResolvers<undefined>();
    // All are in the container at once, and the last one is answered first.
    bench.behave({
      kind: 'answers',
      async reply({ body }) {
        if (bench.received.length === count) all.resolve(undefined);
        await all.promise;
        const number = Number(Buffer.from(body).toString());
        for (let turn = number; turn < count; turn++) await new Promise(setImmediate);
        return { body, contentType: `text/x-${number}` };
      },
    });
    const asked = Array.from({ length: count }, (_, number) =>
      ask(bench, { ...REQUEST, body: Buffer.from(String(number)) }),
    );
    for (const [number, one] of (await Promise.all(asked)).entries()) {
      if (one.kind !== 'answered') throw new Error(`it was not answered: ${one.kind}`);
      expect(Buffer.from(one.body).toString()).toBe(String(number));
      expect(one.contentType).toBe(`text/x-${number}`);
    }
  },
} as const;
