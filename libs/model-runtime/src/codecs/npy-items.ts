import type { NpyHeader } from './npy-header.ts';

/** The items of an array, in C or Fortran order. */
export interface NpyItems {
  readonly shape: readonly number[];
  /** The stride of each axis, in items. */
  readonly steps: readonly number[];
  at(index: number): number;
}

/** Reads items lazily, one at a time. */
export function itemsOf(
  body: Uint8Array,
  { type, shape, fortranOrder, dataOffset }: NpyHeader,
): NpyItems {
  const view = new DataView(body.buffer, body.byteOffset + dataOffset);
  const steps: number[] = new Array<number>(shape.length);
  const axes = [...shape.keys()];
  let step = 1;
  for (const axis of fortranOrder ? axes : axes.reverse()) {
    steps[axis] = step;
    step *= shape[axis] ?? 1;
  }
  return { shape, steps, at: (index) => type.read(view, index * type.bytes) };
}

/** The nested lists of the sub-array that starts at item `from`, along `axis` and the axes after it. */
export function listsOf(
  items: NpyItems,
  convert: (value: number) => number | boolean | null,
  axis: number,
  from: number,
): unknown[] {
  const { shape, steps, at } = items;
  const [size = 0, step = 0] = [shape[axis], steps[axis]];
  const last = axis === shape.length - 1;
  const list: unknown[] = [];
  for (let index = 0; index < size; index++) {
    const place = from + index * step;
    list.push(last ? convert(at(place)) : listsOf(items, convert, axis + 1, place));
  }
  return list;
}
