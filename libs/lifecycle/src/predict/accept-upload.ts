import { BUCKET, LIMITS, type AsyncModel, type Upload } from '@pilotlight/contracts';
import { ulid } from 'ulid';
import { scheduleSweep } from '../wake/schedule-sweep.ts';
import { makeRoomForJob } from './make-room-for-job.ts';
import type { PredictPorts } from './ports.ts';
import { orRefuse } from './wait-for-host.ts';

/** An upload that a caller announces, with the media type of the answer. */
export interface Announcement {
  readonly contentType: string;
  readonly bytes: number;
  readonly checksumSHA256: string;
  readonly accept: string;
}

/**
 * Accepts a job whose input the caller will upload. S3's event of the upload starts it, or a poll or sweep that sees the
 * object.
 * @throws ProblemError when too many jobs wait already; CloudError
 */
export async function acceptUpload(
  ports: PredictPorts,
  model: AsyncModel,
  { contentType, bytes, checksumSHA256, accept }: Announcement,
): Promise<Upload> {
  const { objects, predictions, clock, log } = ports;
  await makeRoomForJob(ports, model);
  const now = clock.now();
  const id = ulid(now);
  const inputKey = `${BUCKET.uploads}${id}`;
  const until = now + LIMITS.uploadSeconds * 1000;
  const terms = { contentType, bytes, checksumSHA256, until };
  const { url, headers } = await objects.urlToPut(inputKey, terms);
  const job = { inputKey, contentType, accept, upload: { bytes, until } };
  await predictions.addJob({ id, model: model.name, job, now });
  await orRefuse(ports, { id, model }, () => scheduleSweep(ports, model));
  log('info', 'upload_accepted', { model: model.name, id, bytes });
  const expiresAt = new Date(until).toISOString();
  return { id, method: 'PUT', url, headers: { ...headers }, expiresAt };
}
