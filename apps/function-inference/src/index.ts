import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '@pilotlight/contracts';
import { imageLocales } from '@pilotlight/model-runtime/image-locales';
import { readConfig } from './config.ts';
import { createHandler } from './handler.ts';
import { loadModel } from './load-model.ts';
import { createLog, errorEntry } from './log.ts';
import { once } from './once.ts';

const log = createLog();
const config = readConfig(process.env);
// A model that is sorted or folded by the container's locale must be so here.
Object.assign(process.env, imageLocales(join(tmpdir(), 'pilotlight-locales')));

const model = once(() => loadModel(config));

/** The Lambda function's entry. */
export const handler = createHandler({ model, log });

// In the init phase a function has a whole processor, whatever its memory. A model that can't be served fails the init
// phase, and Lambda reports the reason. Only where the model is still being copied, each invocation tries again.
await model().catch((error: unknown) => {
  if (!(error instanceof ProblemError)) throw error;
  log('error', 'the model is not loaded', errorEntry(error));
});
