import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LOADED, modelRoutes } from './fuzz/model-routes.ts';
import { seed, sendAll } from './fuzz/send-all.ts';
import { entailment, entailmentBundle, numbers, type Target, targets } from './fuzz/targets.ts';
import { unharmed } from './fuzz/unharmed.ts';
import { ask, jsonOf } from './support/ask.ts';
import { fixture, scratch } from './support/bundles.ts';
import { start } from './support/program.ts';
import { invocation, request } from './support/wire.ts';

async function attack({ bundle, count, good, answer, attempts, reached }: Target): Promise<void> {
  const program = start(bundle);
  const { port, url } = await program.healthy();
  const expectUnharmed = await unharmed(program, url);

  const { sent, tally } = await sendAll(port, attempts, count);
  expect(tally.faults.slice(0, 5)).toEqual([]);
  expect(sent).toBe(count);
  expect([...tally.answers.keys()]).toEqual(expect.arrayContaining([...reached]));

  await expectUnharmed();
  expect(jsonOf(await ask(port, invocation(good)))).toEqual(answer);
}

test.each(targets)(`$name: $count malformed requests (FUZZ_SEED=${seed})`, attack);

test.skipIf(!existsSync(entailmentBundle))(
  `entailment (skipped before nx build entailment): 1000 malformed requests (FUZZ_SEED=${seed})`,
  () => attack(entailment()),
);

test(`a multi-model host: 1000 malformed requests (FUZZ_SEED=${seed})`, async () => {
  const models = scratch();
  const directory = join(models, LOADED, 'model');
  cpSync(fixture('numbers'), directory, { recursive: true });
  const program = start(directory, {
    environment: { SAGEMAKER_MULTI_MODEL: 'true', MODELS_DIRECTORY: models },
  });
  const { port, url } = await program.healthy();
  const load = request('POST /models', [], JSON.stringify({ model_name: LOADED, url: directory }));
  expect((await ask(port, load)).status).toBe(200);
  const expectUnharmed = await unharmed(program, url);

  const { tally } = await sendAll(port, modelRoutes(numbers), 1000);
  expect(tally.faults.slice(0, 5)).toEqual([]);
  const reached = ['200', '400 body_not_json', '400 request_invalid', '404 model_unknown'];
  expect([...tally.answers.keys()]).toEqual(expect.arrayContaining(reached));

  await expectUnharmed();
  expect(jsonOf(await ask(port, request('GET /models')))).toEqual({
    models: [{ modelName: LOADED, modelUrl: directory }],
  });
  const invoke = request(`POST /models/${LOADED}/invoke`, [], JSON.stringify(numbers));
  expect(jsonOf(await ask(port, invoke))).toEqual({ y: 121.5 });
});
