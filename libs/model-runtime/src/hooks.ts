import type * as Ort from 'onnxruntime-node';

/** What the container lends to a bundle's handler, so that the bundle needs no native module of its own. */
export interface Runtime {
  readonly ort: Pick<typeof Ort, 'InferenceSession' | 'Tensor'>;
  /** Threads and optimisation level for the machine the container really runs on; pass it to every session. */
  readonly sessionOptions: Ort.InferenceSession.SessionOptions;
}

/** What `predict` is given by a handler that exports no `loadModel`. */
export interface DefaultModel {
  readonly session: Ort.InferenceSession;
  readonly ort: Runtime['ort'];
}

export interface FormattedOutput {
  readonly body: string | Uint8Array;
  readonly contentType: string;
}

/**
 * What a bundle's `code/handler.mjs` exports, each under its name, after the four functions of SageMaker's own
 * inference handlers. Every hook but `predict` has a default: one session over `model.onnx`, JSON in, JSON out.
 *
 * A hook refuses a request, as the client's error, by throwing `InputError`, or a `ProblemError` of contracts for a
 * code of its own (`content_type_unsupported`). Anything else that it throws is the model's failure.
 */
export interface ModelHooks<Model, Input, Output> {
  /** Called once in each worker thread. `directory` is the unpacked bundle, read-only. */
  loadModel?(directory: string, runtime: Runtime): Promise<Model>;
  /** @throws InputError for a body that cannot be an input */
  parseInput?(body: Uint8Array, contentType: string): Input[];
  /** One output for each input, in order. */
  predict(batch: readonly Input[], model: Model): Promise<Output[]>;
  /** The answers of a request with several inputs are joined, one to a line. */
  formatOutput?(prediction: Output, accept: string): FormattedOutput;
}

/** Thrown by a hook for an input that the model cannot take: answered as a client's error, not the container's. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
