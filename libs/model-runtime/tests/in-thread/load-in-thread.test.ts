import { expect, test } from 'vitest';
import { openBundle } from '../../src/bundle.ts';
import { loadInThread } from '../../src/in-thread/load-in-thread.ts';
import { bundleFolder, manifest } from '../bundle-folder.ts';

async function load(handler: string, changes: Record<string, string> = {}) {
  const bundle = await openBundle(await bundleFolder(handler, changes));
  const model = await loadInThread(bundle, 1);
  const answer = (input: unknown, accept = '*/*') => {
    const body = new TextEncoder().encode(JSON.stringify(input));
    return model.answer({ body, contentType: 'application/json', accept });
  };
  const ask = async (input: unknown, accept?: string) =>
    new TextDecoder().decode((await answer(input, accept)).body);
  return { model, answer, ask };
}

test('answers in this thread with the default hooks', async () => {
  const { answer, ask, model } = await load('');
  expect(model.manifest.name).toBe('double');
  expect(await ask({ x: 1.5 })).toBe('{"y":3}');
  const { contentType, timings } = await answer({ x: 1 });
  expect(contentType).toBe('application/json');
  expect(Object.keys(timings).sort()).toEqual([
    'batchSize',
    'formatMilliseconds',
    'parseMilliseconds',
    'predictMilliseconds',
  ]);
});

test('turns ONNX Runtime’s telemetry off', async () => {
  await load('');
  expect(process.env['ORT_DISABLE_TELEMETRY']).toBe('1');
});

test('runs each input of a request alone', async () => {
  const { ask } = await load('moody');
  const answers = await ask({ instances: [{ mood: 'calm' }, { mood: 'calm' }, { mood: 'calm' }] });
  const alone = { mood: 'calm', together: 1 };
  expect(JSON.parse(answers)).toEqual({ predictions: [alone, alone, alone] });
});

test('distinguishes client errors from failures of the model', async () => {
  const { answer } = await load('moody');
  await expect(answer({ mood: 'refuse' })).rejects.toMatchObject({
    name: 'ProblemError',
    code: 'model_rejected',
    message: 'the mood is refused',
  });
  await expect(answer({ mood: 7 })).rejects.toMatchObject({ errors: [{ pointer: '/mood' }] });
  await expect(answer({ mood: 'throw' })).rejects.toMatchObject({
    name: 'Error',
    message: 'a secret of the handler',
  });
});

test('joins the parts of a stream', async () => {
  const { ask, answer } = await load('streaming');
  expect(await ask({ x: 3 })).toBe('{"part":0}\n{"part":1}\n{"part":2}\n');
  expect(await ask({ x: 2 }, 'application/json')).toBe('{"predictions":[{"part":0},{"part":1}]}');
  await expect(answer({ x: 3, mood: 'break' })).rejects.toThrow('broken in the middle');
  await expect(answer({ x: 0 })).rejects.toThrow('predict yielded nothing');
});

test('takes the threads from the manifest where it says how many', async () => {
  const handler = `
    export const loadModel = async (_directory, { sessionOptions }) => sessionOptions;
    export const predict = async (batch, model) => batch.map(() => ({ y: model.intraOpNumThreads }));`;
  const code = { 'code/handler.mjs': handler };
  expect(await (await load('', code)).ask({ x: 1 })).toBe('{"y":1}');
  const tuned = JSON.stringify({ ...manifest, tuning: { threadsPerWorker: 3 } });
  expect(await (await load('', { ...code, 'model.json': tuned })).ask({ x: 1 })).toBe('{"y":3}');
});

test('says why a bundle cannot be loaded', async () => {
  await expect(load('no-hook')).rejects.toThrow('exports no hook');
});
