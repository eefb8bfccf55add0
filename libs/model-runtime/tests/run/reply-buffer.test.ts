import { expect, test } from 'vitest';
import { RUNTIME_LIMITS } from '../../src/limits.ts';
import type { Reply } from '../../src/pool/messages.ts';
import { ReplyBuffer } from '../../src/run/reply-buffer.ts';

const answered = (predictMilliseconds: number): Reply => ({
  body: '',
  contentType: 'text/plain',
  timings: {
    waitMilliseconds: 0,
    parseMilliseconds: 0,
    predictMilliseconds,
    formatMilliseconds: 0,
    batchSize: 1,
  },
});
const short = answered(1);

function buffer(expected: number) {
  const posted: number[][] = [];
  const replies = new ReplyBuffer(expected, (given) => posted.push(given.map(([id]) => id)));
  return { posted, replies };
}

test('sends replies together that are ready at nearly the same time', () => {
  const { posted, replies } = buffer(4);
  for (const id of [1, 2, 3, 4]) replies.add(id, short, id);
  expect(posted).toEqual([[1, 2, 3, 4]]);
});

test('sends the replies of a long run together if all are ready', () => {
  const { posted, replies } = buffer(4);
  const long = answered(RUNTIME_LIMITS.shortRunMilliseconds);
  for (const id of [1, 2, 3]) replies.add(id, long, 0, id < 3);
  expect(posted).toEqual([[1, 2, 3]]);
});

test.each([
  ['short', short],
  ['long', answered(RUNTIME_LIMITS.shortRunMilliseconds)],
])(
  'holds no reply of a %s run longer than the limit, even if the next is ready',
  (_name, reply) => {
    const { posted, replies } = buffer(4);
    replies.add(1, reply, 0, true);
    replies.add(2, reply, RUNTIME_LIMITS.heldReplyMilliseconds, true);
    expect(posted).toEqual([[1, 2]]);
  },
);

test('holds no reply longer than the limit', () => {
  const { posted, replies } = buffer(4);
  replies.add(1, short, 0);
  replies.add(2, short, RUNTIME_LIMITS.heldReplyMilliseconds);
  replies.add(3, short, RUNTIME_LIMITS.heldReplyMilliseconds + 1);
  expect(posted).toEqual([[1, 2]]);
});

test.each<[string, Reply]>([
  ['of a long run', answered(RUNTIME_LIMITS.shortRunMilliseconds)],
  ['that is a refusal', { refusal: { code: 'input_invalid', detail: '', errors: [] } }],
  ['that is a failure', { failure: new Error('no') }],
])('holds none %s: the next may be far off', (_name, reply) => {
  const { posted, replies } = buffer(3);
  replies.add(1, short, 0);
  replies.add(2, reply, 1);
  expect(posted).toEqual([[1, 2]]);
});
