import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InThreadModel, loadInThread, openBundle } from '@pilotlight/model-runtime';
import { expect, onTestFinished } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const MODEL = here('../model.onnx');
export const STAND_IN = here('fixtures/stand-in.onnx');

/** The handler of this model over a graph, served by the runtime; `changes` are made to model.json. */
export async function served(graph: string, changes: object = {}): Promise<InThreadModel> {
  const directory = await mkdtemp(join(tmpdir(), 'time-traveler-'));
  onTestFinished(async () => await rm(directory, { recursive: true }));
  const manifest = JSON.parse(await readFile(here('../model.json'), 'utf8'));
  await writeFile(join(directory, 'model.json'), JSON.stringify({ ...manifest, ...changes }));
  await copyFile(graph, join(directory, 'model.onnx'));
  await mkdir(join(directory, 'code'));
  const handler = JSON.stringify(new URL('../src/handler.ts', import.meta.url).href);
  await writeFile(
    join(directory, 'code', 'handler.mjs'),
    `export { predict, formatOutput } from ${handler};`,
  );
  return await loadInThread(await openBundle(directory), 1);
}

/** What a user changes in model.json to put an age-transformation network in this one's place. */
export const AGES = {
  pictureSize: { width: 256, height: 256 },
  answerFiles: {
    axis: 1,
    contentType: 'image/png',
    pictures: Array.from({ length: 10 }, (_, age) => ({ name: `age-${age}`, title: `Age ${age}` })),
  },
};

export interface Pictures {
  readonly height: number;
  readonly width: number;
  /** The red, green and blue value at a place. */
  at(row: number, column: number): number[];
}

/** An answer in NumPy's format, read apart from the code that wrote it. */
export function picturesIn(answer: string | Uint8Array): Pictures {
  const bytes = Buffer.from(answer as Uint8Array);
  const header =
    /^.NUMPY..(..)(\{'descr': '\|u1', 'fortran_order': False, 'shape': \((\d+), (\d+), 3\), \} *\n)/s;
  const start = bytes.toString('latin1', 0, 256);
  const [text = '', , fields, height, width] = header.exec(start) ?? [];
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('934e554d50590100', 'hex'));
  expect(bytes.readUInt16LE(8)).toBe(fields?.length);
  const data = bytes.subarray(text.length);
  if (text.length % 64 !== 0 || data.length !== Number(height) * Number(width) * 3) {
    throw new Error(`not an array of bytes: ${bytes.toString('latin1', 0, 128)}`);
  }
  return {
    height: Number(height),
    width: Number(width),
    at: (row, column) => [...data.subarray((row * Number(width) + column) * 3).subarray(0, 3)],
  };
}
