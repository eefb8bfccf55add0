import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FUNCTION_FILES } from '@pilotlight/contracts';
import { createLog } from '../log.ts';
import { createStarter, type Program } from './create-starter.ts';

const directory = process.env['MODEL_DIRECTORY'] ?? '';
const program = pathToFileURL(join(directory, FUNCTION_FILES.program, 'index.mjs')).href;

const starter = createStarter({
  directory,
  start: async () => (await import(program)) as Program,
  log: createLog(),
});

/** The entry of a model's function whose program is on the file system, beside the model. */
export const { handler } = starter;

// In the init phase a function has a whole processor, whatever its memory.
await starter.ready();
