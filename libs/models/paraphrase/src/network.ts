import { join } from 'node:path';
import type { Runtime } from '@pilotlight/model-runtime';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BagWord } from './bag.ts';
import type { Step } from './beam-search.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The encoder, which runs once for each sentence, and the decoder, which runs once for each word of the answer. */
export class Network {
  readonly #encoder: InferenceSession;
  readonly #decoder: InferenceSession;
  readonly #ort: Runtime['ort'];

  constructor(encoder: InferenceSession, decoder: InferenceSession, ort: Runtime['ort']) {
    this.#encoder = encoder;
    this.#decoder = decoder;
    this.#ort = ort;
  }

  static async load(directory: string, { ort, sessionOptions }: Runtime): Promise<Network> {
    const session = (name: string) =>
      ort.InferenceSession.create(join(directory, name), sessionOptions);
    return new Network(await session('model.onnx'), await session('decoder.onnx'), ort);
  }

  /** Reads a template and a bag of words. @returns the decoder's steps, which share its cache of keys and values */
  async read(
    template: readonly number[],
    bag: readonly BagWord[],
    vocabulary: Vocabulary,
  ): Promise<Step> {
    const { source, word_memory } = await this.#encoder.run({
      template: this.#integers(template, 1),
      words: this.#integers(
        bag.map(({ text }) => vocabulary.read(text)),
        1,
      ),
      tags: this.#integers(
        bag.map(({ tag }) => vocabulary.tag(tag)),
        1,
      ),
    });
    if (!source || !word_memory) throw new Error('model.onnx gave no source or no word_memory');
    const [layers = 0, two = 0, , heads = 0, , size = 0] = source.dims;
    let past: Tensor = new this.#ort.Tensor('float32', [], [layers, two, 1, heads, 0, size]);
    const read = (choice: number | undefined) => {
      if (choice === undefined) return vocabulary.start;
      const copied = bag[choice - vocabulary.size];
      return copied ? vocabulary.read(copied.text) : choice;
    };
    return async (last, parents, place) => {
      const { scores, present } = await this.#decoder.run({
        token: this.#integers(last.map(read)),
        place: this.#integers([place]),
        parent: this.#integers(parents),
        past,
        source,
        word_memory,
      });
      if (!present || !(scores?.data instanceof Float32Array)) {
        throw new Error('decoder.onnx gave no scores or no present');
      }
      past = present;
      const { data } = scores;
      const width = data.length / last.length;
      return last.map((_choice, at) => data.subarray(at * width, (at + 1) * width));
    };
  }

  /** A list, or a batch of one list. */
  #integers(values: readonly number[], batch?: 1): Tensor {
    const data = BigInt64Array.from(values, BigInt);
    return new this.#ort.Tensor('int64', data, batch ? [batch, values.length] : [values.length]);
  }
}
