import {
  BUCKET,
  JSON_MEDIA_TYPE,
  LIMITS,
  mediaTypeOf,
  ProblemError,
  type AnswerFiles,
  type DeployedModel,
} from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import { answerOf, checkType } from '../ask/answer.ts';
import { refusalDocument } from '../endpoint/refusal.ts';
import type { JobOutcome, StoredFile } from '../queue/ports.ts';
import { dividePictures } from './divide-pictures.ts';
import { outputKey, type StoredJob } from './look.ts';
import { png } from './png.ts';
import type { JobPorts } from './ports.ts';

const NPY_MEDIA_TYPE = 'application/x-npy';

/** S3's content type of an object that was stored without one. */
const UNTYPED: ReadonlySet<string> = new Set(['binary/octet-stream', 'application/octet-stream']);

/**
 * The outcome of a job whose answer SageMaker has written: files, when the manifest makes files of it or it is too large
 * for a response; otherwise as any answer.
 * @param bytes the size of the answer
 * @throws CloudError
 */
export async function collectAnswer(
  ports: JobPorts,
  model: Pick<DeployedModel, 'name' | 'answerFiles'>,
  { id, job: { accept } }: StoredJob,
  bytes: number,
): Promise<JobOutcome> {
  const { log, objects } = ports;
  try {
    if (bytes > LIMITS.jobAnswerBytes) throw tooLarge(bytes);
    const found = await objects.get(outputKey(id));
    if (!found) throw new ProblemError('prediction_lost', "The model's answer has disappeared.");
    const untyped = UNTYPED.has(mediaTypeOf(found.contentType));
    const answer = { body: found.body, contentType: untyped ? accept : found.contentType };
    const answerFiles = mediaTypeOf(accept) === NPY_MEDIA_TYPE ? model.answerFiles : undefined;
    if (!answerFiles && fits(answer)) {
      return answerOf(log, model.name, { kind: 'answered', ...answer, servedBy: 'async' }, accept);
    }
    checkType(log, model.name, answer.contentType, accept);
    const files = answerFiles
      ? await storePictures(ports, { model: model.name, id, body: answer.body }, answerFiles)
      : [whole(id, answer)];
    return { files, servedBy: 'async' };
  } catch (error) {
    if (error instanceof ProblemError) return { error: refusalDocument(error) };
    throw error;
  }
}

function tooLarge(bytes: number): ProblemError {
  const most = LIMITS.jobAnswerBytes / 1024 / 1024;
  const detail = `The model's answer has ${bytes} bytes; it may have at most ${most} MB.`;
  return new ProblemError('output_too_large', detail);
}

/** Whether the answer fits into a response, within the prediction. */
function fits({ body, contentType }: Payload): boolean {
  const json = mediaTypeOf(contentType) === JSON_MEDIA_TYPE;
  return body.byteLength <= (json ? LIMITS.answerBytes : LIMITS.encodedAnswerBytes);
}

/** The answer as SageMaker has written it. */
const whole = (id: string, { body, contentType }: Payload): StoredFile => ({
  name: 'answer',
  title: 'Answer',
  contentType,
  bytes: body.byteLength,
  key: outputKey(id),
});

/** Stores the pictures one after the other: all of them encoded would take too much memory. */
async function storePictures(
  { objects, log }: JobPorts,
  { model, id, body }: { readonly model: string; readonly id: string; readonly body: Uint8Array },
  answerFiles: AnswerFiles,
): Promise<StoredFile[]> {
  const { contentType, pictures } = answerFiles;
  const files: StoredFile[] = [];
  const pictureAt = divided();
  for (const [index, { name, title }] of pictures.entries()) {
    const file = { name: `${name}.png`, title, contentType };
    const key = `${BUCKET.files}${id}/${file.name}`;
    const encoded = await png(pictureAt(index));
    await objects.put(key, { body: encoded, contentType });
    files.push({ ...file, bytes: encoded.byteLength, key });
  }
  return files;

  function divided() {
    try {
      return dividePictures(body, answerFiles);
    } catch (error) {
      log('error', 'model_answer_not_divisible', { model, id, cause: String(error) });
      const detail = 'The model gave an answer that cannot be divided into its pictures.';
      throw new ProblemError('model_error', detail);
    }
  }
}
