import { expect, test } from 'vitest';
import { checkLeftOut } from '../../src/folder/check-left-out.ts';
import { readFolder } from '../../src/folder/read-folder.ts';
import { modelFolder } from '../model-folder.ts';
import { rulesOf } from '../subject-of.ts';

test('warns about a document that the handler names', async () => {
  const folder = await readFolder(await modelFolder({ 'prompt.md': 'x', 'data/a.md': 'x' }));
  const handler = 'read(join(directory, "prompt.md")); read("data/a.md"); read("tokenizer.json");';
  expect(rulesOf(checkLeftOut(folder, handler))).toEqual(['file-left-out prompt.md']);
  expect(checkLeftOut(folder)).toEqual([]);
});
