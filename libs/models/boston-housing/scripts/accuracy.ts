/** Measures the shipped model on the held-out rows: `nx run boston-housing:accuracy --data=FILE`. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadInThread, openBundle } from '@pilotlight/model-runtime';
import { readHeldOut } from './held-out-houses.ts';

const MODEL_DIRECTORY = fileURLToPath(new URL('..', import.meta.url));

try {
  // Without a handler, the folder holds the same files as the bundle.
  const model = await loadInThread(await openBundle(MODEL_DIRECTORY), 1);
  const inputs = Object.keys(model.manifest.input.properties);
  const { csv, prices } = readHeldOut(dataPath(), inputs);
  const { body } = await model.answer({
    body: Buffer.from(csv),
    contentType: 'text/csv; header=present',
    accept: 'text/csv',
  });
  const estimates = Buffer.from(body).toString().trim().split('\n').map(Number);
  if (estimates.length !== prices.length) {
    throw new Error(`the model gave ${estimates.length} prices for ${prices.length} rows`);
  }
  console.log(`${prices.length} held-out rows: root-mean-square error ${rmse(estimates, prices)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** npm and Nx run a script in its package's folder, so a relative path is resolved against the caller's directory. */
function dataPath(): string {
  const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
  if (!data) {
    throw new Error(
      'The data set is missing: give --data=FILE, a CSV file with a header, the 13 inputs and medv',
    );
  }
  return resolve(process.env.NX_WORKSPACE_ROOT ?? process.env.INIT_CWD ?? '.', data);
}

function rmse(estimates: readonly number[], prices: readonly number[]): string {
  const squares = prices.map((price, index) => (price - (estimates[index] ?? NaN)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length).toFixed(2);
}
