import type { ModelState, Prediction } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import { aged } from '../endpoint/refusal.ts';
import { withUrls } from '../job/file-urls.ts';
import { stepsOf } from '../job/steps.ts';
import type { ParkedPrediction } from '../queue/ports.ts';
import type { PredictPorts } from './ports.ts';

/**
 * A stored prediction as its caller sees it.
 * @throws CloudError
 */
export async function shown(
  ports: Pick<PredictPorts, 'clock' | 'objects'>,
  parked: ParkedPrediction,
  state?: ModelState,
): Promise<Prediction> {
  const { id, model, status, createdAt, finishedAt } = parked;
  const { output, payload, files, servedBy, error } = parked;
  const steps = stepsOf(parked);
  const age = finishedAt === undefined ? 0 : (ports.clock.now() - Date.parse(finishedAt)) / 1000;
  return {
    id,
    model,
    status,
    createdAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(output === undefined ? {} : { output }),
    ...(payload === undefined ? {} : { answer: encoded(payload) }),
    ...(files === undefined ? {} : { files: await withUrls(ports, files) }),
    ...(steps === undefined ? {} : { steps }),
    ...(servedBy === undefined ? {} : { servedBy }),
    ...(error === undefined ? {} : { error: aged(error, age) }),
    ...(state === undefined ? {} : { state }),
  };
}

const encoded = ({ body, contentType }: Payload) => ({
  contentType,
  base64: Buffer.from(body).toString('base64'),
});
