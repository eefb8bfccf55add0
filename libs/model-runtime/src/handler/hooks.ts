import type { ModelManifest } from '@pilotlight/contracts';
import type * as Ort from 'onnxruntime-node';

/** What a bundle's handler is given, so that it needs no native module of its own and need not read `model.json`. */
export interface Runtime {
  readonly ort: Pick<typeof Ort, 'InferenceSession' | 'Tensor'>;
  /** Threads and optimisation level for this machine; pass it to every session. */
  readonly sessionOptions: Ort.InferenceSession.SessionOptions;
  /** The bundle's `model.json`, checked. */
  readonly manifest: Readonly<ModelManifest>;
}

/** The `model` argument of `predict` in a handler that exports no `loadModel`. */
export interface DefaultModel {
  readonly session: Ort.InferenceSession;
  readonly ort: Runtime['ort'];
}

export interface FormattedOutput {
  readonly body: string | Uint8Array;
  readonly contentType: string;
}

/**
 * The named exports of a bundle's `code/handler.mjs`: the four functions of SageMaker's inference handlers, and
 * `paddedLength`. All are optional. By default one session runs `model.onnx`, its tensors are filled from the input's
 * properties, and the codecs listed in the README parse requests and format answers.
 *
 * To refuse a request as a client error, a hook throws `InputError`, or a `ProblemError` (of contracts) for another
 * code such as `content_type_unsupported`. Any other error is a failure of the model.
 */
export interface ModelHooks<Model, Input, Output> {
  /** Called once in each worker thread. `directory` is the unpacked bundle, read-only. */
  loadModel?(directory: string, runtime: Runtime): Promise<Model>;
  /** @throws InputError for a body that cannot be an input */
  parseInput?(body: Uint8Array, contentType: string): Input[] | Promise<Input[]>;
  /**
   * Returns one output per input, in order; the inputs may come from several requests. An async generator function
   * streams instead: it gets the inputs of one request, and each part it yields is formatted and sent at once.
   */
  predict?(batch: readonly Input[], model: Model): Promise<Output[]> | AsyncGenerator<Output>;
  /** Formats one output. Several outputs of one request are joined according to their content type. */
  formatOutput?(prediction: Output, accept: string): FormattedOutput;
  /**
   * The length of the input, in any unit, if inputs of one run are padded to the longest of them. Default: 1, for
   * models that do not pad.
   */
  paddedLength?(input: Input): number;
}

/** Thrown by a hook for an input that the model cannot accept: answered as a client error. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
