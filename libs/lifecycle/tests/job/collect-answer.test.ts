import { BUCKET, LIMITS } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { asyncModel } from '../../testing/index.ts';
import { ANSWER_FILES, jobWorld, NPY, npy } from './jobs.ts';

/** A job whose answer is `payload`, collected. */
async function collected(payload: Payload, accept: string, model = asyncModel()) {
  const world = jobWorld(model);
  world.asynchronous.answer = () => ({ kind: 'answered', ...payload });
  const id = await world.start(accept);
  world.clock.pass(1000);
  return { ...world, id, found: await world.read(id) };
}

const PICTURES = npy([2, 4, 3], new Uint8Array(24).fill(9));

const divided = asyncModel('time-traveler', { answerFiles: ANSWER_FILES });

describe('the answer of a job', () => {
  it('is JSON', async () => {
    const json = { body: Buffer.from('{"a":1}'), contentType: 'application/json' };
    const { found } = await collected(json, 'application/json');
    expect(found).toMatchObject({ status: 'succeeded', output: { a: 1 }, servedBy: 'async' });
  });

  it('has the type that was asked for when SageMaker stored none', async () => {
    const untyped = { body: Buffer.from('{"a":1}'), contentType: 'binary/octet-stream' };
    const { found } = await collected(untyped, 'application/json');
    expect(found).toMatchObject({ status: 'succeeded', output: { a: 1 } });
  });

  it('is divided into pictures when the manifest says so, with a URL each', async () => {
    const { found, id, bucket, clock } = await collected(
      { body: PICTURES, contentType: NPY },
      NPY,
      divided,
    );
    const until = new Date(clock.now() + LIMITS.fileUrlSeconds * 1000).toISOString();
    const names = ['original', '1850s'];
    expect(found?.files).toEqual(
      names.map((name) => ({
        name: `${name}.png`,
        title: name === 'original' ? 'Original' : '1850s',
        contentType: 'image/png',
        bytes: bucket.objects.get(`${BUCKET.files}${id}/${name}.png`)?.body.byteLength,
        url: `https://bucket.test/${BUCKET.files}${id}/${name}.png?signed`,
        expiresAt: until,
      })),
    );
    expect(found).not.toHaveProperty('output');
    expect(found?.status).toBe('succeeded');
  });

  it('is not divided when it was asked for in another type', async () => {
    const json = { body: Buffer.from('[1]'), contentType: 'application/json' };
    const { found } = await collected(json, 'application/json', divided);
    expect(found).toMatchObject({ output: [1] });
  });

  it.each([
    [npy([2, 3, 3], new Uint8Array(18)), NPY],
    [Buffer.from('no array'), NPY],
    [PICTURES, 'image/png'],
  ])('that cannot be divided is an error of the model', async (body, contentType) => {
    const { found, bucket, id } = await collected({ body, contentType }, NPY, divided);
    expect(found).toMatchObject({ status: 'failed', error: { code: 'model_error' } });
    expect(bucket.calls.filter((call) => call.startsWith(`put ${BUCKET.files}${id}`))).toEqual([]);
  });

  it.each([
    ['application/json', LIMITS.answerBytes],
    ['text/csv', LIMITS.encodedAnswerBytes],
  ])('of type %s that is too large for a response is one file, as it is', async (type, most) => {
    const body = Buffer.from(JSON.stringify('a'.repeat(most - 2)));
    const within = await collected({ body, contentType: type }, type);
    expect(within.found).toMatchObject({ status: 'succeeded' });
    expect(within.found).not.toHaveProperty('files');
    const larger = Buffer.concat([body, Buffer.from(' ')]);
    const { found, id } = await collected({ body: larger, contentType: type }, type);
    const url = `https://bucket.test/${BUCKET.outputs}${id}.out?signed`;
    const file = { name: 'answer', contentType: type, bytes: most + 1, url };
    expect(found?.files).toMatchObject([file]);
  });

  it('of another type than asked for is an error of the model, whatever its size', async () => {
    const body = Buffer.alloc(LIMITS.answerBytes + 1);
    const { found } = await collected({ body, contentType: 'text/html' }, 'application/json');
    expect(found?.error).toMatchObject({ code: 'model_error' });
  });

  it('is refused before it is read when it is too large for a function', async () => {
    const world = jobWorld();
    const id = await world.start();
    const huge = { byteLength: LIMITS.jobAnswerBytes + 1 } as Uint8Array;
    world.bucket.objects.set(`${BUCKET.outputs}${id}.out`, { body: huge, contentType: NPY });
    expect((await world.read(id))?.error).toMatchObject({ code: 'output_too_large' });
    expect(world.bucket.calls).not.toContain(`get ${BUCKET.outputs}${id}.out`);
  });
});
