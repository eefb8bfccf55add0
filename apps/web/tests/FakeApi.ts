import type {
  ErrorCode,
  ModelDetail,
  ModelManifest,
  ModelState,
  Prediction,
  Problem,
} from '@pilotlight/contracts';

type Handler = () => Response | Promise<Response>;

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

/** A problem document as the API sends it. */
export function refusal(
  status: number,
  code: ErrorCode,
  detail: string,
  errors?: Problem['errors'],
): Response {
  const type = `urn:pilotlight:error:${code}`;
  return answer(status, { type, title: code, status, code, detail, ...(errors && { errors }) });
}

/** A hypothesis with "not" contradicts, one with "may" is neutral. */
function classify(input: Record<string, unknown>) {
  const text = String(input.hypothesis ?? '');
  const label = text.includes('not')
    ? 'contradiction'
    : text.includes('may')
      ? 'neutral'
      : 'entailment';
  const rest = { entailment: 0.04, neutral: 0.04, contradiction: 0.04 };
  return { label, probability: 0.92, probabilities: { ...rest, [label]: 0.92 } };
}

/** The JSON API in memory: asleep until asked, awake `wakeSeconds` later by `Date.now()`. */
export class FakeApi {
  readonly models: readonly ModelManifest[];
  /** `METHOD path` of every call, in order. */
  readonly calls: string[] = [];
  wakeSeconds = 10;
  retryAfterSeconds = 3;
  online = true;
  failedReason: string | undefined;
  /** AWS does not report the endpoint's state. */
  unknown = false;
  servingMode: ModelDetail['servingMode'] = 'realtime';
  answerCost: ModelDetail['answerCost'];
  takesUploads = false;
  uploadBytes: ModelDetail['uploadBytes'];
  /** A function answers while the endpoint does not. */
  functionAnswers = false;
  cost: ModelDetail['cost'];
  output: (input: Record<string, unknown>) => unknown = classify;
  #wokenAt: number | undefined;
  readonly #parked = new Map<string, { model: string; input: Record<string, unknown> }>();
  readonly #next = new Map<string, Handler[]>();

  constructor(...models: ModelManifest[]) {
    this.models = models;
  }

  /** Handles the next call of `METHOD path` by `handler`. */
  once(call: string, handler: Handler): void {
    this.#next.set(call, [...(this.#next.get(call) ?? []), handler]);
  }

  awake(): void {
    this.#wokenAt = 0;
  }

  asleep(): void {
    this.#wokenAt = undefined;
  }

  get state(): ModelState {
    if (this.unknown) return { status: 'unknown' };
    const state: ModelState =
      this.servingMode === 'function' || this.servingMode === 'serverless'
        ? { status: 'ready' }
        : this.#endpointState();
    if (this.servingMode === 'serverless') return { ...state, answersFrom: 'serverless' };
    if (state.status === 'awake') return { ...state, answersFrom: 'endpoint' };
    return this.functionAnswers ? { ...state, answersFrom: 'function' } : state;
  }

  #endpointState(): ModelState {
    if (this.failedReason) return { status: 'failed', reason: this.failedReason };
    if (this.#wokenAt === undefined) return { status: 'asleep', estimateSeconds: this.wakeSeconds };
    const elapsedSeconds = (Date.now() - this.#wokenAt) / 1000;
    return elapsedSeconds >= this.wakeSeconds
      ? { status: 'awake' }
      : { status: 'waking', phase: 'creating', elapsedSeconds, estimateSeconds: this.wakeSeconds };
  }

  /** Stands in for the global `fetch`. */
  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const call = `${init.method ?? 'GET'} ${path}`;
    this.calls.push(call);
    if (!this.online) throw new TypeError('Failed to fetch');
    const handler = this.#next.get(call)?.shift();
    return handler ? handler() : this.#route(call, init);
  };

  #route(call: string, init: RequestInit): Response {
    const [, method, model, rest = ''] =
      /^(GET|POST) \/v1\/models(?:\/([\w-]+))?(\/\w+)?$/.exec(call) ?? [];
    const manifest = this.models.find(({ name }) => name === model);
    if (method && !model) {
      const { servingMode, state } = this;
      return answer(200, { models: this.models.map((each) => ({ ...each, servingMode, state })) });
    }
    if (manifest && rest === '') {
      const { servingMode, state, cost } = this;
      return answer(200, {
        ...manifest,
        servingMode,
        takesUploads: this.takesUploads,
        uploadBytes: this.uploadBytes,
        state,
        cost,
        answerCost: this.answerCost,
      });
    }
    if (manifest && rest === '/wake') {
      this.#wake();
      return answer(202, this.state);
    }
    if (manifest && rest === '/predictions') {
      return this.#predict(manifest.name, JSON.parse(String(init.body)));
    }
    const parked = this.#parked.get(call.replace('GET /v1/predictions/', ''));
    if (parked) return this.#prediction(call.slice(-26), parked);
    return refusal(404, manifest ? 'route_unknown' : 'model_unknown', 'There is none.');
  }

  #wake(): void {
    this.failedReason = undefined;
    this.#wokenAt ??= Date.now();
  }

  #predict(model: string, input: Record<string, unknown>): Response {
    const { answersFrom: servedBy } = this.state;
    if (this.servingMode === 'realtime') this.#wake();
    if (servedBy) return answer(200, { model, output: this.output(input), servedBy });
    this.#wake();
    const id = `01J${String(this.#parked.size).padStart(23, '0')}`;
    this.#parked.set(id, { model, input });
    const headers = {
      location: `/v1/predictions/${id}`,
      'retry-after': String(this.retryAfterSeconds),
    };
    return answer(
      202,
      { id, model, status: 'queued', createdAt: new Date().toISOString() },
      headers,
    );
  }

  #prediction(id: string, { model, input }: { model: string; input: Record<string, unknown> }) {
    const common = { id, model, createdAt: new Date().toISOString() };
    if (this.state.status !== 'awake') {
      const body: Prediction = { ...common, status: 'queued' };
      return answer(200, body, { 'retry-after': String(this.retryAfterSeconds) });
    }
    const output = this.output(input);
    return answer(200, { ...common, status: 'succeeded', output, servedBy: 'endpoint' });
  }
}
