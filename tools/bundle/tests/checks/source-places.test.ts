import { expect, test } from 'vitest';
import { sourcePlaces } from '../../src/checks/source-places.ts';
import { bundleHandler } from '../../src/folder/bundle-handler.ts';
import { packModel } from '../../src/pack-model.ts';
import { modelFolder } from '../model-folder.ts';

test("replaces a position in the bundle by that in the handler's sources", async () => {
  const { code = '', map } = await bundleHandler(await modelFolder(), 'src/handler.ts');
  const line = code.split('\n').findIndex((text) => text.includes('2 * x')) + 1;
  expect(sourcePlaces(`no, at double code/handler.mjs:${line}:1`, map)).toMatch(
    /^no, at double src\/double\.ts:1:\d+$/,
  );
  expect(sourcePlaces('no, at code/handler.mjs:7:1', undefined)).toBe(
    'no, at code/handler.mjs:7:1',
  );
});

test.each([
  [
    'is imported',
    'throw new Error("too early");',
    'handler-import',
    /too early, at .*src\/double\.ts:2:7/,
  ],
  [
    'loads its model',
    'export const loadModel = () => fail();',
    'model-load',
    /src\/double\.ts:3:\d+/,
  ],
  [
    'predicts',
    'export const predict = () => fail();',
    'model-load',
    /at fail src\/double\.ts:3:\d+, at predict/,
  ],
])('shows the stack of a handler that throws when it %s', async (_when, does, rule, found) => {
  const { findings } = await packModel(
    await modelFolder({
      'src/handler.ts': "export * from './double.ts';",
      'src/double.ts': `const fail = (): never => {\n${does.startsWith('throw') ? does : ''}\nthrow new Error('no good'); };\n${
        does.startsWith('throw') ? 'fail();' : does
      }`,
    }),
  );
  const finding = findings.find((each) => each.rule === rule);
  expect(finding?.found).toMatch(found);
});
