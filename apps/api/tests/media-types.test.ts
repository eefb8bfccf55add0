import { LIMITS } from '@pilotlight/contracts';
import { MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { testApp } from './helper.ts';
import { manifestOf } from './manifest.ts';

const CSV = 'a,b\n1,2\n';
const ANSWER = 'label\nyes\n';

const manifest = {
  ...manifestOf(MODEL.name),
  contentTypes: { input: ['text/csv', 'image/png'], output: ['application/json', 'text/csv'] },
};

/** The API with a model that takes CSV and PNG, and gives JSON or CSV. */
async function csvApp() {
  const { app, world } = await testApp({ manifests: [manifest] });
  const asked: { contentType: string; accept: string; body: string }[] = [];
  world.endpoint.answer = (body, _model, { contentType, accept }) => {
    asked.push({ contentType, accept, body });
    const text = accept === 'text/csv' ? ANSWER : '{"label":"yes"}';
    return { kind: 'answered', body: Buffer.from(text), contentType: `${accept}; charset=utf-8` };
  };
  const url = `/v1/models/${MODEL.name}/predictions`;
  const send = (payload: string | Buffer, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url, payload, headers });
  const get = (path: string, accept: string) => app.inject({ url: path, headers: { accept } });
  return { app, world, asked, send, get };
}

describe('a model that takes and gives other types than JSON', () => {
  it('gets the body and its content type as they came, and answers in the type that is accepted', async () => {
    const { world, asked, send } = await csvApp();
    world.endpoint.put(MODEL.serving.endpoint);
    const contentType = 'text/csv; header=present';
    const csv = await send(CSV, { 'content-type': contentType, accept: 'text/csv' });
    expect([csv.statusCode, csv.headers['content-type'], csv.body]).toEqual([
      200,
      'text/csv; charset=utf-8',
      ANSWER,
    ]);
    const json = await send(CSV, { 'content-type': contentType });
    expect(json.json()).toEqual({
      model: MODEL.name,
      output: { label: 'yes' },
      servedBy: 'endpoint',
    });
    expect(asked).toEqual([
      { contentType, accept: 'text/csv', body: CSV },
      { contentType, accept: 'application/json', body: CSV },
    ]);
  });

  it('answers a parked request by its id: as it is when its type is accepted, or else within JSON', async () => {
    const { world, send, get } = await csvApp();
    const parked = await send(CSV, { 'content-type': 'text/csv', accept: 'text/csv' });
    expect(parked.statusCode).toBe(202);
    const location = String(parked.headers.location);
    expect((await get(location, 'text/csv')).json()).toMatchObject({ status: 'queued' });
    world.clock.pass(world.endpoint.creationSeconds + 5);
    await get(location, '*/*');
    const raw = await get(location, 'text/csv');
    expect([raw.headers['content-type'], raw.body]).toEqual(['text/csv; charset=utf-8', ANSWER]);
    const base64 = Buffer.from(ANSWER).toString('base64');
    expect((await get(location, 'application/json')).json()).toMatchObject({
      status: 'succeeded',
      answer: { contentType: 'text/csv; charset=utf-8', base64 },
    });
    expect((await get(location, 'image/png')).json()).toMatchObject({ code: 'accept_unsupported' });
  });

  it.each([
    [{ 'content-type': 'application/json' }, 415, 'it must be text/csv or image/png'],
    [{ 'content-type': 'text/plain' }, 415, 'it must be text/csv or image/png'],
    [{ 'content-type': 'text/csv', accept: 'text/html' }, 406, 'application/json or text/csv'],
  ])('refuses %j with %i', async (headers, status, words) => {
    const { world, send } = await csvApp();
    world.endpoint.put(MODEL.serving.endpoint);
    const refused = await send('{}', headers);
    expect(refused.statusCode).toBe(status);
    expect(refused.json<{ detail: string }>().detail).toContain(words);
    expect(world.endpoint.calls).toEqual([]);
  });

  it('sends an answer that is too large for JSON only as it is', async () => {
    const { world, send, get } = await csvApp();
    const large = Buffer.alloc(LIMITS.encodedAnswerBytes + 1, 'a');
    world.endpoint.answer = () => ({ kind: 'answered', body: large, contentType: 'text/csv' });
    const parked = await send(CSV, { 'content-type': 'text/csv', accept: 'text/csv' });
    const location = String(parked.headers.location);
    world.clock.pass(world.endpoint.creationSeconds + 5);
    await get(location, '*/*');
    for (const accept of ['text/csv', '*/*']) {
      const raw = await get(location, accept);
      expect([raw.statusCode, raw.rawPayload.equals(large)]).toEqual([200, true]);
    }
    const refused = await get(location, 'application/json');
    expect(refused.statusCode).toBe(406);
    expect(refused.json<{ detail: string }>().detail).toContain('it must allow text/csv.');
  });

  it.each([
    ['longer than SageMaker takes', `text/csv; x=${'a'.repeat(LIMITS.contentTypeCharacters)}`],
    ['not ASCII', 'text/csv; x=\u00e9'],
  ])('refuses a content type that is %s', async (_, contentType) => {
    const { world, send } = await csvApp();
    world.endpoint.put(MODEL.serving.endpoint);
    const refused = await send(CSV, { 'content-type': contentType });
    expect(refused.statusCode).toBe(415);
    expect(refused.json<{ detail: string }>().detail).toMatch(
      /; it must be at most 1024 visible ASCII characters\.$/,
    );
    expect(world.endpoint.calls).toEqual([]);
  });

  it('refuses an empty body', async () => {
    const { send } = await csvApp();
    const refused = await send('', { 'content-type': 'image/png' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json<{ detail: string }>().detail).toBe(
      'The body is empty; it must be image/png.',
    );
  });

  it('is described with its types', async () => {
    const { app } = await csvApp();
    const { paths } = (await app.inject('/openapi.json')).json<{
      paths: Record<string, { post: { requestBody: object; responses: object } }>;
    }>();
    const { post } = paths[`/v1/models/${MODEL.name}/predictions`] ?? {};
    const types = (found: unknown) => Object.keys((found as { content: object }).content);
    expect(types(post?.requestBody)).toEqual(['text/csv', 'image/png']);
    expect(types((post?.responses as Record<number, unknown>)[200])).toEqual([
      'application/json',
      'text/csv',
    ]);
  });
});
