import { BUCKET } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';
import type { Job } from '../queue/ports.ts';
import type { JobPorts } from './ports.ts';

/**
 * Puts the input of a job into the bucket. Two calls for the same prediction put the same.
 * @throws CloudError
 */
export async function putInput(
  { objects, clock }: Pick<JobPorts, 'objects' | 'clock'>,
  id: string,
  { body, contentType, accept }: HostRequest,
): Promise<Job> {
  const inputKey = `${BUCKET.inputs}${id}`;
  await objects.put(inputKey, { body, contentType });
  return { inputKey, contentType, accept, uploadedAt: clock.now() };
}
