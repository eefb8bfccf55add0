import { LIMITS } from '@pilotlight/contracts';
import { ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { INPUT, testApp } from './helper.ts';

async function keyed() {
  const test = await testApp();
  const ask = (key: string | string[], payload = INPUT) =>
    test.app.inject({
      method: 'POST',
      url: `/v1/models/${MODEL.name}/predictions`,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      payload,
    });
  return { ...test, ask };
}

describe('a retried POST with its Idempotency-Key', () => {
  it('for an awake model gets the same answer from one InvokeEndpoint', async () => {
    const { world, ask } = await keyed();
    world.endpoint.put(ENDPOINT);
    const answers = [await ask('"a-key"'), await ask('"a-key"'), await ask('a-key')];
    for (const response of answers) {
      expect(response.statusCode).toBe(200);
      expect(response.json()).toEqual({
        model: MODEL.name,
        output: { echo: { text: 'hello' } },
        servedBy: 'endpoint',
      });
    }
    expect(world.endpoint.calls).toEqual(['invoke']);
  });

  it('for a sleeping model gets the same id, and then the answer', async () => {
    const { world, ask } = await keyed();
    const [first, second] = [await ask('k'), await ask('k')];
    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
    expect(second.headers.location).toBe(first.headers.location);
    expect(Number(second.headers['retry-after'])).toBe(LIMITS.retryAfterSeconds.most);
    world.clock.pass(world.endpoint.creationSeconds);
    const third = await ask('k');
    expect(third.statusCode).toBe(200);
    expect(third.json()).toEqual({
      model: MODEL.name,
      output: { echo: { text: 'hello' } },
      servedBy: 'endpoint',
    });
  });

  it('with another input is rejected', async () => {
    const { world, ask } = await keyed();
    world.endpoint.put(ENDPOINT);
    await ask('k');
    const response = await ask('k', JSON.stringify({ text: 'other' }));
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ code: 'idempotency_key_reused' });
    expect(world.endpoint.calls).toEqual(['invoke']);
  });
});

it.each([
  ['""', 'nothing in it'],
  [' ', 'nothing at all'],
  ['"two words"', 'a space'],
  ['two words', 'a space, bare'],
  ['"a", "b"', 'two keys'],
  ['a,b', 'two keys, bare'],
  ['"a";p=1', 'a parameter'],
  ['"open', 'only one quote'],
  ['a"b', 'a quote inside'],
  ['"a\\b"', 'an invalid escape'],
  ['caf\u00e9', 'a letter that is not ASCII'],
  ['x'.repeat(256), 'too many characters'],
])('the key %j (%s) is rejected before any call to AWS', async (key) => {
  const { world, ask } = await keyed();
  const response = await ask(key);
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({
    code: 'request_invalid',
    detail: expect.stringContaining('1 to 255 visible ASCII characters') as string,
  });
  expect([world.endpoint.calls, world.store.calls]).toEqual([[], []]);
});

it.each([
  ['x'.repeat(255), 'x'.repeat(255)],
  ['"quote \\" no"'.replaceAll(' ', ''), 'quote"no'],
  ['"back\\\\slash"', 'back\\slash'],
  ['order/7:2026=a+b', 'order/7:2026=a+b'],
])('the header %.40s is the key %.40s', async (header, key) => {
  const { world, ask } = await keyed();
  expect((await ask(header)).statusCode).toBe(202);
  expect([...world.store.keys.keys()]).toEqual([`${MODEL.name}#${key}`]);
});
