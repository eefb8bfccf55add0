import { inject, onTestFinished } from 'vitest';
import { openBundle } from '../src/bundle.ts';
import type { Caller } from '../src/pool/caller.ts';
import { type ModelRuntimeOptions, startModelRuntime } from '../src/model-runtime.ts';
import { bundleFolder } from './bundle-folder.ts';

/** By default one worker that runs one input at a time; nothing is measured. */
export async function start(
  handler: string,
  options: ModelRuntimeOptions = {},
  changes: Record<string, string | Buffer> = {},
) {
  const directory = await bundleFolder(handler, changes);
  const workerProgram = new URL(inject('workerProgram'));
  const whole = { workers: 1, threadsPerWorker: 1, maxBatch: 1, workerProgram, ...options };
  const runtime = startModelRuntime(await openBundle(directory), whole);
  onTestFinished(() => runtime.close());
  const invoke = (input: object, caller?: Caller) => {
    const body = new TextEncoder().encode(JSON.stringify(input));
    return runtime.invoke({ body, contentType: 'application/json', accept: '*/*' }, caller);
  };
  const ask = async (input: object, caller?: Caller): Promise<unknown> =>
    JSON.parse(String((await invoke(input, caller)).body));
  return { runtime, directory, invoke, ask };
}
