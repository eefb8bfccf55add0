import type {
  AsyncModel,
  FunctionModel,
  RealtimeModel,
  ServerlessModel,
} from '@pilotlight/contracts';

/** A body with its media type. */
export interface Payload {
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** One request to a model. */
export interface HostRequest extends Payload {
  /** The media types that the caller takes, as in the HTTP header `Accept`. */
  readonly accept: string;
}

/** The result of one request. Errors of AWS itself (denied, throttled) are thrown as `CloudError`. */
export type Asked =
  | ({ readonly kind: 'answered' } & Payload)
  /** Nothing that could answer is in service, or nothing that has this version of the model. */
  | { readonly kind: 'absent' }
  /** The container has no room for the request now: 429, 503 or 507. `message` is its body or AWS's words. */
  | { readonly kind: 'busy'; readonly status: number; readonly message: string }
  /** The container refused the request: a 4xx. `message` is its body. */
  | { readonly kind: 'rejected'; readonly status: number; readonly message: string }
  /** The container failed: a 5xx, or `status` 0 when it broke the connection. `message` is its body. */
  | { readonly kind: 'failed'; readonly status: number; readonly message: string }
  /** No answer within the time limit. */
  | { readonly kind: 'timed-out' };

/** A model as one host is asked for it; of a model that two hosts serve, `byEndpoint` or `byFunction`. */
export type AskedModel = RealtimeModel | FunctionModel | ServerlessModel;

/** One way to ask a model. `describeHost` in `./testing` says what every host does. */
export interface Host<Model extends AskedModel = AskedModel> {
  /**
   * Asks once; takes at most `LIMITS.invocationSeconds`.
   * @throws CloudError
   */
  ask(model: Model, request: HostRequest): Promise<Asked>;
}

/** One request to an asynchronous endpoint. */
export interface JobRequest {
  /** The prediction's id: the answer is written under it, so that the same job may be submitted twice. */
  readonly id: string;
  /** The input's key in the stack's bucket (`BUCKET`). */
  readonly inputKey: string;
  readonly contentType: string;
  readonly accept: string;
}

/** The result of submitting a job. Errors of AWS itself (denied, throttled) are thrown as `CloudError`. */
export type Submitted =
  /** SageMaker has queued it, and will write the answer or a failure into the bucket. */
  | { readonly kind: 'accepted' }
  /** The endpoint is not in service. */
  | { readonly kind: 'absent' };

/** The way to ask an asynchronous endpoint. */
export interface JobHost {
  /** @throws CloudError */
  submit(model: AsyncModel, job: JobRequest): Promise<Submitted>;
}
