import { describe, expect, it } from 'vitest';
import { jsonRequest, predictOnce } from '../../src/index.ts';
import { createWorld, ENDPOINT, MODEL } from '../../testing/index.ts';

const given = jsonRequest({ url: 'https://pictures.example/horse' });
const completed = jsonRequest({ bytes: 'of a horse' });

const answered = { kind: 'answered', output: { echo: { bytes: 'of a horse' } } };

/** An endpoint in service. */
function awake() {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  return world;
}

describe('a request that has yet to be completed', () => {
  it('is recognised by what was given, and completed once, for the model', async () => {
    const { endpoint, store, instance } = awake();
    let completions = 0;
    const complete = async () => {
      completions += 1;
      return completed;
    };
    for (let retry = 0; retry < 3; retry++) {
      expect(await predictOnce(instance(), MODEL, given, 'key', complete)).toMatchObject(answered);
    }
    expect([completions, endpoint.count('invoke'), store.rows.size]).toEqual([1, 1, 1]);
    await expect(predictOnce(instance(), MODEL, completed, 'key')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('is not accepted when it cannot be completed; a retry may be', async () => {
    const { endpoint, store, instance } = awake();
    const fail = () => Promise.reject(new Error('no picture'));
    await expect(predictOnce(instance(), MODEL, given, 'key', fail)).rejects.toThrow('no picture');
    expect([endpoint.calls, store.rows.size]).toEqual([[], 0]);
    const again = predictOnce(instance(), MODEL, given, 'key', async () => completed);
    expect(await again).toMatchObject(answered);
  });
});
