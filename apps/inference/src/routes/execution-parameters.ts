import type { FastifyInstance } from 'fastify';
import type { BatchConfig } from '../config.ts';
import { executionParameters } from '../execution-parameters.ts';
import type { SingleModel } from '../single-model.ts';

/** `GET /execution-parameters`, answered once the plan is chosen. */
export function executionParametersRoute(
  app: FastifyInstance,
  model: Pick<SingleModel, 'loaded' | 'state'>,
  batch: BatchConfig,
): void {
  app.get('/execution-parameters', async () => {
    await model.loaded;
    return executionParameters(model.state().plan, batch);
  });
}
