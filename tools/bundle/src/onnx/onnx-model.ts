/** A graph's input or output. */
export interface OnnxValue {
  readonly name: string;
  /** `float32`, `int64`, `string`, ... for a tensor, else `sequence of float32`, `map`, `optional` or `sparse tensor`. */
  readonly type: string;
  /** One for each dimension: its size, its name, or `?`; undefined when not even their number is told. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** What `model.onnx` says about itself; no weights. */
export interface OnnxModel {
  readonly irVersion: number;
  /** Name and version of what wrote it; may be empty. */
  readonly producer: string;
  /** The version of each imported operator set, by domain; ONNX's own is `''`. */
  readonly opsets: ReadonlyMap<string, number>;
  /** The domains that the nodes take their operators from, each with one such operator. */
  readonly operators: ReadonlyMap<string, string>;
  /** The domains of the functions that the model brings along. */
  readonly functionDomains: ReadonlySet<string>;
  /** Without those that are weights with a default value. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Files beside it that hold weights, each with how many bytes it must have at least. */
  readonly externalFiles: ReadonlyMap<string, number>;
}
