import { LIMITS } from '@pilotlight/contracts';
import { answered, ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { testApp } from './helper.ts';
import { manifestOf } from './manifest.ts';
import { jpeg, png } from './pictures.ts';
import { PRIVATE, testNetwork } from './test-network.ts';

const manifest = {
  ...manifestOf(MODEL.name),
  input: {
    type: 'object' as const,
    properties: {
      image: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/*' },
    },
    required: ['image'],
    additionalProperties: false,
  },
  contentTypes: { input: ['application/json', 'image/jpeg', 'image/png'] },
  inputByUrl: { property: 'image', field: 'url', mediaTypes: ['image/jpeg', 'image/png'] },
} satisfies ReturnType<typeof manifestOf>;

const HORSE = { url: 'http://pictures.example/horse' };

/** The API with a model that takes a picture by its URL; `requests` are those to the host of the pictures. */
async function pictureApp({ body = png(), names = {} } = {}) {
  const requests: string[] = [];
  const picture = { body };
  const { network } = await testNetwork(({ url }, response) => {
    requests.push(String(url));
    response.end(picture.body);
  }, names);
  const { app, world, get } = await testApp({ manifests: [manifest], network });
  const asked: { contentType: string; accept: string; bytes: number }[] = [];
  world.endpoint.answer = (_text, _model, { contentType, accept, body: sent }) => {
    asked.push({ contentType, accept, bytes: sent.byteLength });
    return answered({ unicorn: true });
  };
  const send = (payload: unknown, headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/models/${MODEL.name}/predictions`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(payload),
    });
  return { world, get, send, asked, requests, picture };
}

describe('a picture by its URL', () => {
  it.each([
    ['image/png', png()],
    ['image/jpeg', jpeg()],
  ])('reaches the model as a body of %s', async (contentType, body) => {
    const { world, send, asked } = await pictureApp({ body });
    world.endpoint.put(ENDPOINT);
    const response = await send(HORSE);
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { model: MODEL.name, output: { unicorn: true }, servedBy: 'endpoint' },
    ]);
    expect(asked).toEqual([{ contentType, accept: 'application/json', bytes: body.length }]);
  });

  it('is kept with a parked prediction, and not fetched again for its answer', async () => {
    const { world, send, get, asked, requests } = await pictureApp();
    const parked = await send(HORSE);
    expect(parked.statusCode).toBe(202);
    world.clock.pass(world.endpoint.creationSeconds);
    const found = await get(String(parked.headers.location));
    expect(found.json()).toMatchObject({ status: 'succeeded', output: { unicorn: true } });
    expect(asked).toMatchObject([{ contentType: 'image/png' }]);
    expect(requests).toEqual(['/horse']);
  });

  it('that is refused says why and names the member, before any call to AWS', async () => {
    const names = { 'inside.example': [[PRIVATE]] };
    const { world, send, requests } = await pictureApp({ names });
    const response = await send({ url: 'http://inside.example/' });
    expect(response.statusCode).toBe(422);
    const detail = 'leads to no public address; its host must be on the public internet';
    expect(response.json()).toMatchObject({
      code: 'url_refused',
      detail: `The URL ${detail}.`,
      errors: [{ pointer: '/url', detail }],
    });
    expect([world.endpoint.calls, world.store.calls, requests]).toEqual([[], [], []]);
  });

  it('that is none is refused', async () => {
    const { world, send } = await pictureApp({ body: Buffer.from('<html>') });
    world.endpoint.put(ENDPOINT);
    const response = await send(HORSE);
    expect([response.statusCode, response.json()]).toMatchObject([
      422,
      { code: 'url_not_picture' },
    ]);
    expect(world.endpoint.calls).toEqual([]);
  });

  it.each([
    ['a number', { url: 3 }, '/url', 'is 3; must be a string of 1 to 2048 characters'],
    ['nothing', { url: '' }, '/url', 'is empty; must be a string of 1 to 2048 characters'],
    [
      'too many characters',
      { url: `http://a/${'x'.repeat(LIMITS.urlCharacters)}` },
      '/url',
      'is too long; must be a string of 1 to 2048 characters',
    ],
    [
      'a picture beside it',
      { ...HORSE, image: 'aaaa' },
      '/image',
      'is an unknown property; the properties are url',
    ],
  ])('as %s is refused', async (_, body, pointer, detail) => {
    const { send, requests } = await pictureApp();
    const response = await send(body);
    expect(response.json()).toMatchObject({ code: 'input_invalid', errors: [{ pointer, detail }] });
    expect(requests).toEqual([]);
  });

  it('is offered where the input is missing', async () => {
    const { send } = await pictureApp();
    expect((await send({})).json()).toMatchObject({
      code: 'input_invalid',
      detail: '/image is missing; must be a string. It may also be {"url": "https://…"}.',
    });
  });

  it('is an unknown property to a model that takes none', async () => {
    const { predict } = await testApp();
    const response = await predict(JSON.stringify(HORSE));
    expect(response.json()).toMatchObject({
      code: 'input_invalid',
      errors: expect.arrayContaining([
        { pointer: '/url', detail: 'is an unknown property; the properties are text' },
      ]) as unknown,
    });
  });
});

describe('with an Idempotency-Key', () => {
  const KEY = { 'idempotency-key': 'k' };

  it('the URL is the input: a retry has the same answer, and the picture is fetched once', async () => {
    const { world, send, asked, requests, picture } = await pictureApp();
    world.endpoint.put(ENDPOINT);
    const first = await send(HORSE, KEY);
    picture.body = Buffer.from('moved away');
    const second = await send(HORSE, KEY);
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json()).toEqual(first.json());
    expect([asked.length, requests.length]).toEqual([1, 1]);
  });

  it('another URL with the same picture is another input', async () => {
    const { world, send } = await pictureApp();
    world.endpoint.put(ENDPOINT);
    await send(HORSE, KEY);
    const other = await send({ url: 'http://pictures.example/pony' }, KEY);
    expect(other.json()).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('a URL that could not be fetched is tried again by a retry', async () => {
    const { world, send, picture } = await pictureApp({ body: Buffer.from('not yet') });
    world.endpoint.put(ENDPOINT);
    expect((await send(HORSE, KEY)).json()).toMatchObject({ code: 'url_not_picture' });
    expect(world.store.rows.size).toBe(0);
    picture.body = png();
    expect((await send(HORSE, KEY)).statusCode).toBe(200);
  });
});

it('is in the OpenAPI document beside the input', async () => {
  const { get } = await pictureApp();
  const { paths, components } = (await get('/openapi.json')).json<{
    paths: Record<string, { post: { requestBody: { content: Record<string, object> } } }>;
    components: { schemas: Record<string, object> };
  }>();
  const { content } = paths[`/v1/models/${MODEL.name}/predictions`]?.post.requestBody ?? {};
  expect(content?.['application/json']).toMatchObject({
    schema: {
      anyOf: [
        { $ref: `#/components/schemas/${MODEL.name}.Input` },
        { $ref: `#/components/schemas/${MODEL.name}.InputByUrl` },
      ],
    },
  });
  expect(components.schemas[`${MODEL.name}.InputByUrl`]).toMatchObject({
    required: ['url'],
    additionalProperties: false,
    properties: { url: { type: 'string', maxLength: LIMITS.urlCharacters } },
  });
});
