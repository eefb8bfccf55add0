import fc from 'fast-check';
import { weighted } from './attempt.ts';
import { mutated } from './mutated.ts';

/** Texts in place of a JSON value; most are values of an unexpected type. */
const ODD_VALUES = [
  ...['', 'null', 'true', 'NaN', '-Infinity', 'undefined', '0x10', '01', '+1', '.5', '1.', '1e'],
  ...['1e999', '-1e999', '1e-999', '-0', '1e308', '9007199254740993', '1'.repeat(400)],
  ...['[]', '{}', '[[]]', '{"":{}}', '{"__proto__":1}', '{"toString":1}', '{"length":-1}'],
  ...['""', '"1"', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\x41"', "'1'", '"\t"', '"'],
  ...['"data:image/png;base64,AAAA"', '"AAA"', '"AA=="', `"${'A'.repeat(4000)}"`],
];

const WHOLE_TEXTS = [
  ...['', ' ', '\n', '{', '}', '[', ']', '"', 'null', '0', 'true', '""', '[]', '[null]', '[{}]'],
  ...['{}{}', '{},', '{"a"}', '{"a":1,}', '{,}', '/* */{}', '{"instances":[]}', '{"instances":{}}'],
  ...['{"instances":[null]}', '{"instances":[[]]}', '{"instances":[{}],"more":1}', '\u2028{}'],
];

const KEYS = ['__proto__', 'constructor', 'toString', '', 'a/b~c', 'instances', '\ud800', 'A'];

/** JSON bodies that are almost always invalid, made from a valid one. */
export function jsonBodies(good: Readonly<Record<string, unknown>>): fc.Arbitrary<Uint8Array> {
  const text = JSON.stringify(good);
  const member = fc.constantFrom(...Object.keys(good), ...KEYS);
  const odd = fc.oneof(fc.constantFrom(...ODD_VALUES), fc.json({ maxDepth: 4 }));
  const object = fc.array(fc.tuple(member, odd), { maxLength: 5 }).map((members) => {
    const own = Object.entries(good).map(([key, value]) => [key, JSON.stringify(value)] as const);
    const all = [...new Map([...own, ...members])];
    return `{${all.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
  });
  const records = fc
    .array(fc.oneof(object, fc.constant(text)), { minLength: 1, maxLength: 6 })
    .chain((all) => fc.constantFrom(`{"instances":[${all.join(',')}]}`, `[${all.join(',')}]`));
  const texts = weighted<string>(
    [4, object],
    [2, records],
    [2, fc.json()],
    [2, fc.constantFrom(...WHOLE_TEXTS)],
    [1, nested()],
    [1, inMember(text, nested())],
    [
      1,
      fc.constantFrom(`\ufeff${text}`, `${text}\0`, `${text}\n${text}`, text.replaceAll('"', "'")),
    ],
  );
  const encodings = fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'utf8', 'utf16le', 'latin1');
  return weighted<Uint8Array>(
    [3, mutated(Buffer.from(text))],
    [4, fc.tuple(texts, encodings).map(([all, encoding]) => Buffer.from(all, encoding))],
    [1, fc.uint8Array({ maxLength: 64 })],
    // Valid, for requests in which only the headers are wrong.
    [1, fc.constant(Buffer.from(text))],
  );
}

/** Nested lists or objects, closed or not. */
function nested(): fc.Arbitrary<string> {
  return fc
    .record({
      depth: fc.oneof(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 2000, max: 20_000 })),
      brackets: fc.constantFrom<[string, string][]>(
        ['[', ']'],
        ['{"a":', '}'],
        ['[{"a":', '}]'],
        ['[[],', ']'],
      ),
      inner: fc.constantFrom('', '1', '{}'),
      closed: fc.boolean(),
    })
    .map(({ depth, brackets: [open, close], inner, closed }) => {
      return open.repeat(depth) + inner + (closed ? close.repeat(depth) : '');
    });
}

/** `text` with its first number or string replaced by each of `values`. */
function inMember(text: string, values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return values.map((value) => text.replace(/:("[^"]*"|[\d.]+)/, () => `:${value}`));
}

/** Bodies of many lines, some of them invalid. */
export function lineBodies(good: Readonly<Record<string, unknown>>): fc.Arbitrary<Uint8Array> {
  const line = fc.oneof(
    jsonBodies(good).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.constantFrom(JSON.stringify(good), '', ' ', '\r'),
  );
  const ends = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\0');
  return fc
    .tuple(fc.array(line, { maxLength: 6 }), ends)
    .map(([lines, end]) => Buffer.from(lines.join(end), 'latin1'));
}
