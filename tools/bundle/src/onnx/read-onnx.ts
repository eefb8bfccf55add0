import type { OnnxModel, OnnxValue } from './onnx-model.ts';
import { ProtoError, type ProtoField, ProtoFile } from './proto-file.ts';
import { readValue } from './read-value.ts';
import { otherFormat } from './other-format.ts';

/** The file is not a complete ONNX model; the message continues a sentence about it. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
}

/** Nodes (If, Loop) hold graphs in their attributes; deeper nesting than this is taken for an attack. */
const GRAPH_DEPTH = 32;

/**
 * Reads the metadata of the ONNX model in the file `path` and skips its weights, so that a file of 2 GB takes no
 * longer. The field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 * @throws OnnxError
 */
export function readOnnx(path: string): OnnxModel {
  const other = otherFormat(path);
  if (other) throw new OnnxError(`is not ONNX, but ${other}`);
  const file = new ProtoFile(path);
  try {
    const reading = new Reading(file);
    for (const field of file.fields()) reading.modelField(field);
    return reading.model();
  } catch (error) {
    if (error instanceof ProtoError)
      throw new OnnxError(`is not a complete ONNX model: ${error.message}`);
    throw error;
  } finally {
    file.close();
  }
}

/** The metadata gathered so far. */
class Reading {
  readonly #file: ProtoFile;
  #irVersion = 0;
  #producer: string[] = [];
  #graphs = 0;
  readonly #opsets = new Map<string, number>();
  readonly #operators = new Map<string, string>();
  readonly #functionDomains = new Set<string>();
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #weights = new Set<string>();
  readonly #externalFiles = new Map<string, number>();

  constructor(file: ProtoFile) {
    this.#file = file;
  }

  /** @throws OnnxError when the IR version or the graph is missing */
  model(): OnnxModel {
    if (this.#irVersion === 0 || this.#graphs === 0) {
      throw new OnnxError('is not ONNX: it has no IR version or no graph');
    }
    return {
      irVersion: this.#irVersion,
      producer: this.#producer.join(' '),
      opsets: this.#opsets,
      operators: this.#operators,
      functionDomains: this.#functionDomains,
      inputs: this.#inputs.filter(({ name }) => !this.#weights.has(name)),
      outputs: this.#outputs,
      externalFiles: this.#externalFiles,
    };
  }

  modelField(field: ProtoField): void {
    if (field.number === 1) this.#irVersion = field.integer;
    else if (field.number === 2 || field.number === 3) this.#producer.push(this.#file.text(field));
    else if (field.number === 7) {
      this.#graphs++;
      this.#graph(field, 0);
    } else if (field.number === 8) this.#opset(field);
    else if (field.number === 25) this.#function(field);
  }

  *#inside({ start, end }: ProtoField): Generator<ProtoField> {
    yield* this.#file.fields(start, end);
  }

  #opset(opset: ProtoField): void {
    let [domain, version] = ['', 0];
    for (const field of this.#inside(opset)) {
      if (field.number === 1) domain = this.#file.text(field);
      if (field.number === 2) version = field.integer;
    }
    this.#opsets.set(domain === 'ai.onnx' ? '' : domain, version);
  }

  #graph(graph: ProtoField, depth: number): void {
    if (depth > GRAPH_DEPTH)
      throw new ProtoError(`graphs are nested more than ${GRAPH_DEPTH} levels deep`);
    for (const field of this.#inside(graph)) {
      if (field.number === 1) this.#node(field, depth);
      else if (field.number === 5) this.#tensor(field, depth);
      else if (field.number === 11 && depth === 0) this.#inputs.push(readValue(this.#file, field));
      else if (field.number === 12 && depth === 0) this.#outputs.push(readValue(this.#file, field));
    }
  }

  #function(local: ProtoField): void {
    for (const field of this.#inside(local)) {
      if (field.number === 7) this.#node(field, 1);
      if (field.number === 10) this.#functionDomains.add(this.#file.text(field));
    }
  }

  #node(node: ProtoField, depth: number): void {
    let [operator, domain] = ['', ''];
    for (const field of this.#inside(node)) {
      if (field.number === 4) operator = this.#file.text(field);
      else if (field.number === 7) domain = this.#file.text(field);
      else if (field.number === 5) this.#attribute(field, depth);
    }
    this.#operators.set(domain === 'ai.onnx' ? '' : domain, operator);
  }

  #attribute(attribute: ProtoField, depth: number): void {
    for (const field of this.#inside(attribute)) {
      if (field.number === 5 || field.number === 10) this.#tensor(field, depth + 1);
      else if (field.number === 6 || field.number === 11) this.#graph(field, depth + 1);
    }
  }

  #tensor(tensor: ProtoField, depth: number): void {
    const external = new Map<string, string>();
    for (const field of this.#inside(tensor)) {
      if (field.number === 8 && depth === 0) this.#weights.add(this.#file.text(field));
      if (field.number !== 13) continue;
      let [key, value] = ['', ''];
      for (const part of this.#inside(field)) {
        if (part.number === 1) key = this.#file.text(part);
        if (part.number === 2) value = this.#file.text(part);
      }
      external.set(key, value);
    }
    const location = external.get('location');
    if (location === undefined) return;
    const end = Number(external.get('offset') ?? 0) + Number(external.get('length') ?? 0);
    const known = this.#externalFiles.get(location) ?? 0;
    this.#externalFiles.set(location, Math.max(known, Number.isFinite(end) ? end : 0));
  }
}
