import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ModelManifest } from '@pilotlight/contracts';
import type { ModelHooks } from '@pilotlight/model-runtime';
import ort from 'onnxruntime-node';

// The fastest that Node can be with the same handler, and what a user might write by hand: one process per processor,
// with the session in its event loop. It checks nothing and logs nothing, and a failing request ends its process.
type Hooks = Required<Pick<ModelHooks<unknown, unknown, unknown>, 'loadModel' | 'predict'>>;
const { BUNDLE = '', PORT } = process.env;

if (cluster.isPrimary) {
  for (let count = 0; count < availableParallelism(); count++) cluster.fork();
} else {
  const handler = pathToFileURL(join(BUNDLE, 'code', 'handler.mjs')).href;
  const { loadModel, predict } = (await import(handler)) as Hooks;
  const sessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const manifest = JSON.parse(readFileSync(join(BUNDLE, 'model.json'), 'utf8')) as ModelManifest;
  const model = await loadModel(BUNDLE, { ort, sessionOptions, manifest });
  createServer(async (request, response) => {
    if (request.method === 'GET') return response.end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [output] = (await predict(
      [JSON.parse(String(Buffer.concat(chunks)))],
      model,
    )) as unknown[];
    const body = Buffer.from(JSON.stringify(output));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    return response.end(body);
  }).listen(Number(PORT), '127.0.0.1');
}
