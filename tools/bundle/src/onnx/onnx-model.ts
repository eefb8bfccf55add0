/** A graph's input or output. */
export interface OnnxValue {
  readonly name: string;
  /**
   * `float32`, `int64`, `string`, ... for a tensor, else `sequence of float32`, `map`, `optional` or `sparse tensor`.
   */
  readonly type: string;
  /** One for each dimension: its size, its name, or `?`; undefined when the rank is unknown. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** The metadata of `model.onnx`, without its weights. */
export interface OnnxModel {
  readonly irVersion: number;
  /** Name and version of its producer; may be empty. */
  readonly producer: string;
  /** The version of each imported operator set, by domain; ONNX's own is `''`. */
  readonly opsets: ReadonlyMap<string, number>;
  /** The domains of the nodes' operators, each with one operator as an example. */
  readonly operators: ReadonlyMap<string, string>;
  /** The domains of the model's local functions. */
  readonly functionDomains: ReadonlySet<string>;
  /** Without the inputs that have an initializer. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** The files of its external weights, each with its least size in bytes. */
  readonly externalFiles: ReadonlyMap<string, number>;
}
