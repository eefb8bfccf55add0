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
 * What a bundle's `code/handler.mjs` exports, each under its name: the four functions of SageMaker's own inference
 * handlers, and `paddedLength`. Every hook has a default: one session over `model.onnx`, whose tensors are filled from
 * the input's properties, and the codecs of the README for what comes and goes.
 *
 * A hook refuses a request, as the client's error, by throwing `InputError`, or a `ProblemError` of contracts for a
 * code of its own (`content_type_unsupported`). Anything else that it throws is the model's failure.
 */
export interface ModelHooks<Model, Input, Output> {
  /** Called once in each worker thread. `directory` is the unpacked bundle, read-only. */
  loadModel?(directory: string, runtime: Runtime): Promise<Model>;
  /** @throws InputError for a body that cannot be an input */
  parseInput?(body: Uint8Array, contentType: string): Input[] | Promise<Input[]>;
  /**
   * One output for each input, in order; the inputs may be of several requests. An async generator function streams
   * instead: it is given the inputs of one request, and each part that it yields is formatted and sent at once.
   */
  predict?(batch: readonly Input[], model: Model): Promise<Output[]> | AsyncGenerator<Output>;
  /** The answers of a request with several inputs are put together as its content type has them. */
  formatOutput?(prediction: Output, accept: string): FormattedOutput;
  /**
   * How long the input is where inputs of one run are padded to the longest of them, in any unit. Default: 1, for
   * models that do not pad.
   */
  paddedLength?(input: Input): number;
}

/** Thrown by a hook for an input that the model cannot take: answered as a client's error, not the container's. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
