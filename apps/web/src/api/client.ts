import type {
  Answer,
  ModelDetail,
  ModelList,
  ModelState,
  ModelSummary,
  Prediction,
  Problem,
  ServedBy,
  Upload,
  UploadRequest,
} from '@pilotlight/contracts';
import { Failure } from './failure.ts';

export type Input = Record<string, unknown>;

/** The answer, or the id to fetch it by later. */
export type Reply =
  | { kind: 'answer'; output: unknown; servedBy?: ServedBy | undefined }
  | { kind: 'parked'; id: string; retryAfterSeconds: number | undefined };

/** The JSON API of the service that serves this page. Every method rejects with a `Failure`. */
export interface Client {
  listModels(): Promise<ModelSummary[]>;
  getModel(name: string): Promise<ModelDetail>;
  /** @param key idempotency key: the service treats requests with the same key as one question */
  predict(name: string, input: Input, key: string): Promise<Reply>;
  getPrediction(
    id: string,
  ): Promise<{ prediction: Prediction; retryAfterSeconds: number | undefined }>;
  /** Announces an upload; the upload itself starts the job. */
  createUpload(name: string, request: UploadRequest): Promise<Upload>;
  wake(name: string): Promise<ModelState>;
}

/** API Gateway times out after 30 s, so no answer comes later than that. */
const TIMEOUT_MILLISECONDS = 35_000;

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (response.ok) throw new Failure(response.status, { title: 'Not JSON' }, { cause });
    return undefined;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

async function call(path: string, init: RequestInit = {}) {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  } catch (cause) {
    throw new Failure(0, undefined, { cause });
  }
  const body = await json(response);
  if (!response.ok) {
    const isObject = typeof body === 'object' && body !== null;
    throw new Failure(response.status, isObject ? (body as Partial<Problem>) : undefined);
  }
  return { body, status: response.status, retryAfterSeconds: retryAfter(response) };
}

const at = (name: string) => `/v1/models/${encodeURIComponent(name)}`;

export const client: Client = {
  async listModels() {
    return ((await call('/v1/models')).body as ModelList).models;
  },
  async getModel(name) {
    return (await call(at(name))).body as ModelDetail;
  },
  async predict(name, input, key) {
    const { body, status, retryAfterSeconds } = await call(`${at(name)}/predictions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${key}"` },
      body: JSON.stringify(input),
    });
    if (status === 202) return { kind: 'parked', id: (body as Prediction).id, retryAfterSeconds };
    const { output, servedBy } = body as Answer;
    return { kind: 'answer', output, servedBy };
  },
  async getPrediction(id) {
    const { body, retryAfterSeconds } = await call(`/v1/predictions/${encodeURIComponent(id)}`);
    return { prediction: body as Prediction, retryAfterSeconds };
  },
  async createUpload(name, request) {
    const { body } = await call(`${at(name)}/uploads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    return body as Upload;
  },
  async wake(name) {
    return (await call(`${at(name)}/wake`, { method: 'POST' })).body as ModelState;
  },
};
