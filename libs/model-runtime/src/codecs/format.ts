import type { ModelManifest } from '@pilotlight/contracts';
import type { MIMEParams } from 'node:util';
import type { FormattedOutput } from '../hooks.ts';

/**
 * How the records of one request are put together, which the answer mirrors: one JSON object, `{"instances": []}`,
 * a JSON list, a line each (JSON Lines), a row each (CSV), or along the first axis of an array (npy).
 */
export type Framing = 'single' | 'instances' | 'list' | 'lines' | 'rows' | 'array';

export interface Decoded {
  /** At least one; each fits the input schema. */
  readonly inputs: readonly unknown[];
  readonly framing: Framing;
}

/** The parameters of a Content-Type. */
export type Parameters = Pick<MIMEParams, 'get'>;

/** @throws ProblemError */
export type Decode = (body: Uint8Array, parameters: Parameters) => Decoded | Promise<Decoded>;

/** One way to answer. */
export interface OutputForm {
  /** What an `Accept` asks for it by. */
  readonly accept: string;
  readonly contentType: string;
  /**
   * @throws ProblemError `accept_unsupported` when these very outputs cannot be held
   * @throws Error for an output that no form can hold: the model's failure
   */
  encode(outputs: readonly unknown[], framing: Framing): FormattedOutput['body'];
}

/** A format of bodies. What depends on the manifest is worked out once, not for each request. */
export interface Format {
  /** Media types in lower case; the first is the one that is named to callers. */
  readonly types: readonly string[];
  /** Undefined when a body of this format cannot hold the model's inputs. */
  decoder?(manifest: ModelManifest): Decode | undefined;
  /** The first is the one that is named to callers; empty when this format cannot hold the model's outputs. */
  outputForms?(manifest: ModelManifest): readonly OutputForm[];
}
