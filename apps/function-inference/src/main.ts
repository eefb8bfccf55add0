import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FunctionRequest, ModelManifest, parse } from '@pilotlight/contracts';

// `nx serve function-inference [EVENT.json]`: one invocation on this machine, from source. By default the first example
// of the entailment model; MODEL_DIRECTORY names another unpacked bundle.
const entailment = join(import.meta.dirname, '../../../libs/models/entailment/dist/bundle');
const directory = (process.env['MODEL_DIRECTORY'] ??= entailment);

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

function example(): FunctionRequest {
  const path = join(directory, 'model.json');
  const [first] = parse(ModelManifest, read(path), path).examples;
  const base64 = Buffer.from(JSON.stringify(first?.input)).toString('base64');
  return { base64, contentType: 'application/json', accept: '*/*' };
}

try {
  // Nx runs scripts in their project's folder, but a relative path starts at the workspace root.
  const [file] = process.argv.slice(2);
  const event = file ? read(resolve(process.env['NX_WORKSPACE_ROOT'] ?? '.', file)) : example();
  const { handler } = await import('./index.ts');
  const { status, contentType, base64 } = await handler(event);
  const body = Buffer.from(base64, 'base64').toString();
  process.stdout.write(`${JSON.stringify({ status, contentType, body }, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
