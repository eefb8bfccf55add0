import { fileURLToPath } from 'node:url';

// `nx serve inference`: the container's program on a laptop, by default with the entailment model.
const bundle = new URL('../../libs/models/entailment/dist/bundle', import.meta.url);
process.env['MODEL_DIRECTORY'] ??= fileURLToPath(bundle);
process.env['HOST'] ??= '127.0.0.1';
await import('./src/main.ts');
