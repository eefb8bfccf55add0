import { ProblemError } from '@pilotlight/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerRun } from '../../src/run/answer-run.ts';
import type { LoadedHandler } from '../../src/handler/load-handler.ts';
import { InputError } from '../../src/handler/hooks.ts';
import type { Reply } from '../../src/pool/messages.ts';
import { manifest } from '../bundle-folder.ts';

const utf8 = new TextDecoder();

/** Appends `!` to each line. */
const lines: LoadedHandler = {
  manifest,
  model: undefined,
  streams: false,
  parseInput: (body) => utf8.decode(body).split('\n').filter(Boolean),
  predict: async (batch) => batch.map((line) => `${String(line)}!`),
  formatOutput: (prediction) => ({ body: String(prediction), contentType: 'text/csv' }),
};

async function ask(bodies: readonly string[], hooks: Partial<LoadedHandler> = {}, maxBatch = 8) {
  const replies: Reply[] = [];
  const invocations = bodies.map((body, at) => {
    const invocation = { body: new TextEncoder().encode(body), contentType: '', accept: '*/*' };
    return [at, invocation] as const;
  });
  const limits = { maxBatch, runOverheadInputs: 1000 };
  await answerRun({ ...lines, ...hooks }, invocations, limits, (at, reply) => {
    expect(replies[at]).toBeUndefined();
    replies[at] = reply;
  });
  expect(Object.keys(replies)).toHaveLength(bodies.length);
  return replies;
}

const bodyOf = (reply: Reply | undefined) => (reply && 'body' in reply ? reply.body : reply);

/** A `predict` that records its runs. */
function recorder(refuses: (line: unknown) => boolean = () => false) {
  const runs: unknown[][] = [];
  const predict: LoadedHandler['predict'] = async (batch) => {
    runs.push([...batch]);
    if (batch.some(refuses)) throw new InputError('not that one');
    return batch.map((line) => `${String(line)}!`);
  };
  return { runs, predict };
}

test('runs the inputs of several invocations together, and gives each its own answer', async () => {
  const { runs, predict } = recorder();
  const replies = await ask(['a', 'b\nc', 'd'], { predict });
  expect(runs).toEqual([['a', 'b', 'c', 'd']]);
  expect(replies.map(bodyOf)).toEqual(['a!', 'b!\nc!', 'd!']);
  expect(replies[1]).toMatchObject({ timings: { batchSize: 4 } });
});

test('groups them by padded length', async () => {
  const { runs, predict } = recorder();
  const paddedLength = (line: unknown) => String(line).length;
  const limits = { maxBatch: 8, runOverheadInputs: 1 };
  const invocation = (body: string) =>
    ({ body: new TextEncoder().encode(body), contentType: '', accept: '*/*' }) as const;
  const long = 'l'.repeat(50);
  const run = ['s', long, 't', `${long}l`].map((body) => [body, invocation(body)] as const);
  const answered: string[] = [];
  await answerRun({ ...lines, predict, paddedLength }, run, limits, (key) => answered.push(key));
  expect(runs).toEqual([
    ['s', 't'],
    [long, `${long}l`],
  ]);
  expect(answered).toEqual(['s', 't', long, `${long}l`]);
});

describe('says which reply is followed by another that is ready', () => {
  const run = ['a', 'b\nc', 'd', 'e'].map((body) => {
    const invocation = { body: new TextEncoder().encode(body), contentType: 'text/csv' };
    return [body, { ...invocation, accept: 'application/json' }] as const;
  });
  const following = async (handler: LoadedHandler, maxBatch: number) => {
    const replies: [string, boolean][] = [];
    const limits = { maxBatch, runOverheadInputs: 1000 };
    await answerRun(handler, run, limits, (key, _reply, follows) => replies.push([key, follows]));
    return replies;
  };

  test('of the same group', async () => {
    const { formatOutput, ...codecs } = lines;
    expect(formatOutput).toBeDefined();
    const replies = await following(codecs, 3);
    expect(replies).toEqual([
      ['a', true],
      ['b\nc', false],
      ['d', true],
      ['e', false],
    ]);
  });

  test('but none if `formatOutput` runs in between, which may hang', async () => {
    const replies = await following(lines, 8);
    expect(replies.map(([, follows]) => follows)).toEqual([false, false, false, false]);
  });
});

test('splits the many inputs of one invocation into runs', async () => {
  const { runs, predict } = recorder();
  const [reply] = await ask(['a\nb\nc\nd\ne'], { predict }, 2);
  expect(runs.map((run) => run.length).sort()).toEqual([1, 2, 2]);
  expect(bodyOf(reply)).toBe('a!\nb!\nc!\nd!\ne!');
});

test('accepts as many records as a batch transform sends in one request', async () => {
  const count = 200_000;
  const [reply] = await ask(['a\n'.repeat(count)], {}, 2);
  expect(String(bodyOf(reply)).split('\n')).toHaveLength(count);
});

test('fails only the bad input, and skips the rest of its invocation', async () => {
  const { runs, predict } = recorder((line) => line === 'bad');
  const replies = await ask(['a', 'bad\nz', 'c'], { predict });
  expect(replies.map(bodyOf)).toEqual([
    'a!',
    { refusal: { code: 'model_rejected', detail: 'not that one', errors: [] } },
    'c!',
  ]);
  expect(runs.slice(1)).toEqual([['a'], ['bad'], ['c']]);
});

test('refuses a body without inputs', async () => {
  expect(await ask(['', 'a'])).toMatchObject([
    { refusal: { code: 'input_invalid' } },
    { body: 'a!' },
  ]);
});

test("passes on a hook's client error, with its code", async () => {
  const parseInput = () => {
    throw new ProblemError('content_type_unsupported', 'only CSV');
  };
  expect(await ask(['a'], { parseInput })).toEqual([
    { refusal: { code: 'content_type_unsupported', detail: 'only CSV', errors: [] } },
  ]);
});

test.each<[string, Partial<LoadedHandler>, RegExp]>([
  ['too few outputs', { predict: async () => [] }, /predict returned 0 outputs for 1 inputs/],
  [
    'a result that is not a list',
    { predict: (async () => 'a') as unknown as LoadedHandler['predict'] },
    /predict returned string/,
  ],
  [
    'a ProblemError with a server error code',
    { predict: () => Promise.reject(new ProblemError('internal', 'mine')) },
    /mine/,
  ],
  ['a thrown value that is not an Error', { predict: () => Promise.reject('text') }, /threw text/],
  [
    'an answer that cannot be formatted',
    {
      formatOutput: () => {
        throw new Error('no form');
      },
    },
    /no form/,
  ],
  [
    'a paddedLength that throws',
    {
      paddedLength: () => {
        throw new Error('how long?');
      },
    },
    /how long/,
  ],
])('treats %s as a failure of the model', async (_name, hooks, message) => {
  const [reply] = await ask(['a'], hooks);
  expect(reply).toHaveProperty('failure.message', expect.stringMatching(message));
});

test('gives every invocation its own answer, whichever inputs of the run fail', async () => {
  const line = fc.oneof(fc.stringMatching(/^[a-z]{1,30}$/), fc.constant('bad'));
  const body = fc.array(line, { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(body, { maxLength: 8 }),
      fc.integer({ min: 1, max: 6 }),
      async (bodies, maxBatch) => {
        const { predict } = recorder((one) => one === 'bad');
        const paddedLength = (one: unknown) => String(one).length;
        const replies = await ask(
          bodies.map((one) => one.join('\n')),
          { predict, paddedLength },
          maxBatch,
        );
        bodies.forEach((one, at) => {
          const reply = replies[at];
          if (one.length === 0) expect(reply).toHaveProperty('refusal.code', 'input_invalid');
          else if (one.includes('bad'))
            expect(reply).toHaveProperty('refusal.code', 'model_rejected');
          else expect(bodyOf(reply)).toBe(one.map((each) => `${each}!`).join('\n'));
        });
      },
    ),
  );
});
