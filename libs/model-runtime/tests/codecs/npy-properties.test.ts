import type { ModelManifest } from '@pilotlight/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeOutputs } from '../../src/codecs/index.ts';
import { decoded, type Refused, TABLE, VECTORS } from './models.ts';
import { bytesIn, cube, NPY, npy, valuesOf } from './npy-bytes.ts';

describe('any array', () => {
  const axes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 });

  /** The index of the item at `place` in Fortran order: the first axis varies fastest. */
  const fortran = (place: readonly number[], shape: readonly number[]) =>
    place.reduceRight((index, each, axis) => index * (shape[axis] ?? 1) + each, 0);

  test('is read as it was written, in both orders and all versions', () => {
    const versions = fc.integer({ min: 1, max: 3 });
    const padding = fc.string({ unit: fc.constantFrom(' ', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(axes, fc.boolean(), versions, padding, (shape, isFortran, version, blank) => {
        const size = shape.reduce((product, axis) => product * axis, 1);
        const data = new Int32Array(size);
        let count = 0;
        const build = (place: number[]): unknown => {
          if (place.length === shape.length) {
            data[isFortran ? fortran(place, shape) : count] = count;
            return count++;
          }
          const length = shape[place.length] ?? 0;
          return Array.from({ length }, (_item, index) => build([...place, index]));
        };
        const nested = build([]);
        const order = isFortran ? 'True' : 'False';
        const header = `{"shape":(${shape.join(',')}),'descr' : "<i4", 'fortran_order':${order}}${blank}`;
        const body = npy(bytesIn(data), { version, header });
        expect(valuesOf(decoded(body, NPY, cube(shape.length - 1)))).toEqual(nested);
      }),
    );
  });

  test('is read back as it was written', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const table = fc.integer({ min: 1, max: 5 }).chain((length) => {
      const row = fc.array(number, { minLength: length, maxLength: length });
      return fc.array(row, { minLength: 1, maxLength: 5 });
    });
    fc.assert(
      fc.property(table, (rows) => {
        const outputs = rows.map((result) => ({ result }));
        const { body } = encodeOutputs(outputs, '', 'array', VECTORS);
        expect(valuesOf(decoded(body, NPY, VECTORS))).toEqual(rows);
      }),
    );
  });

  const numbersIn = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    return Object.values(value).reduce<number>((sum, each) => sum + numbersIn(each), 0);
  };

  /** Refused with a client error, or decoded to no more numbers than the body has bytes. */
  function checkOutcome(body: Uint8Array, model: ModelManifest): void {
    let inputs: readonly unknown[];
    try {
      inputs = decoded(body, NPY, model).inputs;
    } catch (error) {
      expect(error).toMatchObject({ name: 'ProblemError' });
      expect(['request_invalid', 'input_invalid']).toContain((error as Refused).code);
      return;
    }
    expect(numbersIn(inputs)).toBeLessThanOrEqual(body.length);
  }

  const models = fc.constantFrom(cube(1), cube(2), cube(3), TABLE);

  test('that is mutated is refused, or decoded to no more numbers than it has bytes', () => {
    const valid = npy(
      Uint8Array.from({ length: 24 }, (_byte, index) => index),
      {
        descr: '|u1',
        shape: '2, 3, 4',
      },
    );
    const edit = fc.record({
      at: fc.nat(valid.length - 1),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from("0123456789(),'{} <|>fiub"))),
    });
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    const cut = fc.option(fc.nat(valid.length), { nil: valid.length });
    fc.assert(
      fc.property(edits, cut, models, (changes, end, model) => {
        const body = Uint8Array.from(valid);
        for (const { at, byte } of changes) body[at] = byte;
        checkOutcome(body.subarray(0, end), model);
      }),
      { numRuns: 1000 },
    );
  });

  test('with any header is refused, or decoded to no more numbers than it has bytes', () => {
    const size = fc.oneof(fc.nat(4), fc.bigInt({ min: 0n, max: 2n ** 70n }));
    const shape = fc.array(size, { maxLength: 10 }).map((sizes) => sizes.map(String).join(','));
    const descr = fc.constantFrom('<f2', '<f4', '<f8', '|i1', '<i8', '<u8', '|b1', '|V8', '>i4');
    const said = fc.record({
      shape: fc.oneof(
        shape,
        shape.map((sizes) => `${sizes},`),
      ),
      descr,
      order: fc.constantFrom('True', 'False'),
      version: fc.integer({ min: 1, max: 3 }),
      length: fc.oneof(fc.constant(-1), fc.nat(200), fc.nat(65535)),
    });
    fc.assert(
      fc.property(said, fc.uint8Array({ maxLength: 256 }), models, (header, data, model) => {
        checkOutcome(npy(data, header), model);
      }),
      { numRuns: 1000 },
    );
  });
});
