import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError } from '../bundle-error.ts';
import { fitLines } from './fit-lines.ts';
import { parseFit } from './fit-options.ts';
import { MODELS_FOLDER, type ModelToFit, modelToFit } from './model-to-fit.ts';

export const SERVING_DOCS = join(MODELS_FOLDER, '..', '..', 'docs', 'serving.md');

/** Each output of the page stands between two lines like these, with the arguments of `fit`. */
const BLOCK =
  /(<!-- output of: npx nx run bundle:fit (.+) -->\n)[^]*?(<!-- end of the output -->)/g;

/**
 * The page with the current output in each of its blocks.
 * @param folder with a folder for each model
 * @throws BundleError when it has none
 */
export async function withOutputs(page: string, folder = MODELS_FOLDER): Promise<string> {
  const blocks = [...page.matchAll(BLOCK)];
  if (blocks.length === 0) {
    throw new BundleError('docs/serving.md has no block for an output; must have at least one');
  }
  let current = page;
  // Blocks differ in the traffic rather than the model, and packing a model takes a second.
  const packed = new Map<string, ModelToFit>();
  for (const [block, begin = '', args = '', end = ''] of blocks) {
    const { name, options } = parseFit(args.split(' '));
    const model = packed.get(name) ?? (await modelToFit(name, folder));
    packed.set(name, model);
    const { manifest, size } = model;
    if (!manifest) throw new BundleError(`${name} cannot be packed; see \`npx nx build ${name}\``);
    const output = fitLines(manifest, size, options);
    const text = ['```console', `$ npx nx run bundle:fit ${args}`, '', ...output, '```'];
    current = current.replace(block, () => `${begin}\n${text.join('\n')}\n\n${end}`);
  }
  return current;
}

export async function writeServingDocs(): Promise<void> {
  await writeFile(SERVING_DOCS, await withOutputs(await readFile(SERVING_DOCS, 'utf8')));
}
