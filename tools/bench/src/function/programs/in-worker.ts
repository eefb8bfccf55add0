import type { FunctionRequest } from '@pilotlight/contracts';
import { type ModelRuntimeOptions, openBundle, startModelRuntime } from '@pilotlight/model-runtime';

// The container's runtime: the model in a worker thread, with the plan that PLAN gives, or a measured one.
const options = JSON.parse(process.env['PLAN'] ?? '{}') as ModelRuntimeOptions;
const runtime = startModelRuntime(await openBundle(process.env['MODEL_DIRECTORY'] ?? ''), options);
await runtime.loaded;

export async function handler({ base64, contentType, accept }: FunctionRequest) {
  const body = new Uint8Array(Buffer.from(base64, 'base64'));
  const answer = await runtime.invoke({ body, contentType, accept });
  return { status: 200, base64: Buffer.from(answer.body as string).toString('base64') };
}
