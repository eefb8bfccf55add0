import fc from 'fast-check';
import { weighted } from './attempt.ts';
import { mutated } from './mutated.ts';

const CELLS = [
  ...['', ' ', '1', '-1', '1.5', 'true', 'FALSE', '1e999', 'NaN', 'Infinity', '0x1', '1e', '１'],
  ...['"', '""', '"a', 'a"b', '"a"b', '"1\n2"', '"1,2"', '\0', '\ufeff', '=1+1', "'1'", 'a', 'b'],
  ...['9'.repeat(300), 'x'.repeat(2000), '\x80', '\xff\xfe'],
];

/** Tables that are almost always invalid, for the columns of `good`. */
export function csvBodies(good: Readonly<Record<string, unknown>>): fc.Arbitrary<Uint8Array> {
  const [names, values] = [Object.keys(good), Object.values(good).map(String)];
  const table = `${names.join(',')}\r\n${values.join(',')}\r\n`;
  const row = weighted<readonly string[]>(
    [4, fc.array(fc.constantFrom(...CELLS), { maxLength: 5 })],
    [2, fc.constant(values)],
    [1, fc.constantFrom(names, names.toReversed(), [...names, ...names], names.slice(1))],
    [1, fc.integer({ min: 10, max: 3000 }).map((count) => new Array<string>(count).fill('1'))],
  );
  const rows = fc
    .record({
      rows: fc.array(row, { maxLength: 6 }),
      separator: fc.constantFrom(',', ',', ',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
    })
    .map(({ rows: all, separator, end }) =>
      Buffer.from(all.map((cells) => cells.join(separator)).join(end), 'utf8'),
    );
  return weighted<Uint8Array>(
    [3, rows],
    [2, mutated(Buffer.from(table))],
    [1, fc.uint8Array({ maxLength: 64 })],
  );
}
