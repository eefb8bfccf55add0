import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerFiles } from '@pilotlight/contracts';
import { create } from 'tar';
import { writeDouble } from './workspace.ts';

export const PICTURES = 'pictures';

const answerFiles: AnswerFiles = {
  axis: 1,
  contentType: 'image/png',
  pictures: [
    { name: 'left', title: 'Left' },
    { name: 'right', title: 'Right' },
  ],
};

/** Answers anything with two pictures of one pixel. */
const HANDLER = `
const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 3), }".padEnd(117) + '\\n';
const start = [0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0];
const body = Buffer.concat([Buffer.from(start), Buffer.from(header), Buffer.from([1, 2, 3, 4, 5, 6])]);
export const predict = async (batch) => batch.map(() => ({}));
export const formatOutput = () => ({ body, contentType: 'application/x-npy' });
`;

/** Writes the folder of a model whose answers become files, with its bundle. */
export async function writePictures(folder: string): Promise<void> {
  const file = await writeDouble(folder, 1, PICTURES);
  const cwd = join(folder, 'dist/bundle');
  const manifest = JSON.parse(await readFile(join(cwd, 'model.json'), 'utf8')) as object;
  const contentTypes = { input: ['application/json'], output: ['application/x-npy'] };
  const changed = JSON.stringify({ ...manifest, contentTypes, answerFiles });
  await writeFile(join(cwd, 'model.json'), changed);
  await cp(join(cwd, 'model.json'), join(folder, 'model.json'));
  await writeFile(join(cwd, 'code/handler.mjs'), HANDLER);
  await create({ file, cwd, gzip: true }, ['model.json', 'model.onnx', 'code']);
}
