import type { ModelManifest } from '@pilotlight/contracts';
import type { MIMEParams } from 'node:util';
import type { FormattedOutput } from '../handler/hooks.ts';

/**
 * How one request holds its records, which the answer mirrors: one JSON object, `{"instances": []}`, a JSON list, one
 * per line (JSON Lines), one per row (CSV), or along the first axis of an array (npy).
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

/** One type of answer. */
export interface OutputForm {
  /** The media type by which `Accept` selects it. */
  readonly accept: string;
  readonly contentType: string;
  /**
   * @throws ProblemError `accept_unsupported` when this type cannot represent these outputs
   * @throws Error for an output that cannot be written: a failure of the model
   */
  encode(outputs: readonly unknown[], framing: Framing): FormattedOutput['body'];
}

/** A format of bodies. What depends on the manifest is computed once, not per request. */
export interface Format {
  /** Media types in lower case; error messages name the first. */
  readonly types: readonly string[];
  /** Undefined when this format cannot represent the model's inputs. */
  decoder?(manifest: ModelManifest): Decode | undefined;
  /** Error messages name the first; empty when this format cannot represent the model's outputs. */
  outputForms?(manifest: ModelManifest): readonly OutputForm[];
}
