import type { Asked, HostRequest } from '@pilotlight/hosts';
import { expect, it } from 'vitest';
import { predict, predictOnce, readPrediction, sweep } from '../../src/index.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

const PICTURE: HostRequest = {
  body: Buffer.from([0xff, 0xd8, 0x00, 0xc3]),
  contentType: 'image/jpeg',
  accept: 'application/x-npy',
};

const ARRAY: Asked = {
  kind: 'answered',
  body: Buffer.from([0x93, 0x4e, 0x00, 0xff]),
  contentType: 'application/x-npy',
};

/** A world whose model takes a picture and gives an array; `asked` are the requests that reached it. */
function pictures() {
  const world = createWorld();
  const asked: HostRequest[] = [];
  world.endpoint.answer = (_body, _model, request) => {
    asked.push(request);
    return ARRAY;
  };
  return { ...world, asked };
}

const same = ({ body, ...types }: HostRequest) => ({ ...types, bytes: [...body] });

it('bytes reach an awake model unchanged, and its answer is returned unchanged', async () => {
  const { endpoint, instance, asked } = pictures();
  endpoint.put(ENDPOINT);
  const { body, contentType } = ARRAY;
  const predicted = await predict(instance(), MODEL, PICTURE);
  expect(predicted).toEqual({
    kind: 'answered',
    payload: { body, contentType },
    servedBy: 'endpoint',
  });
  expect(asked.map(same)).toEqual([same(PICTURE)]);
});

it('bytes are parked with their types, and the answer is read by the id', async () => {
  const { endpoint, clock, instance, deadline, asked } = pictures();
  const parked = await predict(instance(), MODEL, PICTURE);
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  clock.pass(endpoint.creationSeconds);
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(asked.map(same)).toEqual([same(PICTURE)]);
  const read = await readPrediction(instance(), MODELS, parked.prediction.id);
  expect(read).toMatchObject({
    status: 'succeeded',
    answer: {
      contentType: 'application/x-npy',
      base64: Buffer.from(ARRAY.body).toString('base64'),
    },
  });
  expect(read).not.toHaveProperty('output');
});

it('a key is bound to bytes and types: the same ones get the same answer, others are refused', async () => {
  const { endpoint, instance, asked } = pictures();
  endpoint.put(ENDPOINT);
  const first = await predictOnce(instance(), MODEL, PICTURE, 'key');
  const again = await predictOnce(instance(), MODEL, PICTURE, 'key');
  expect(first).toMatchObject({ kind: 'answered', payload: { contentType: 'application/x-npy' } });
  expect(again).toEqual(first);
  expect(asked).toHaveLength(1);
  for (const other of [
    { ...PICTURE, body: Buffer.from([1]) },
    { ...PICTURE, contentType: 'image/png' },
    { ...PICTURE, accept: 'application/json' },
  ]) {
    await expect(predictOnce(instance(), MODEL, other, 'key')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  }
});

it('an answer of another type than asked for is an error: it could be a page with scripts', async () => {
  const { endpoint, instance, lines } = pictures();
  endpoint.put(ENDPOINT);
  endpoint.answer = () => ({ ...ARRAY, contentType: 'text/html' });
  await expect(predict(instance(), MODEL, PICTURE)).rejects.toMatchObject({ code: 'model_error' });
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'model_answer_of_other_type', contentType: 'text/html' }),
  );
});
