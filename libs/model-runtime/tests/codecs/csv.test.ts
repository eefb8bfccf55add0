import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeOutputs, givenTypes, takenTypes } from '../../src/codecs/index.ts';
import { CODEC_LIMITS } from '../../src/codecs/limits.ts';
import { decoded, modelOf, PAIRS, refusalOf, schemaOf, TABLE, VECTORS } from './models.ts';

const CSV = 'text/csv';
const houses = [
  { size: 80.5, rooms: 3, garden: true },
  { size: -1e-3, rooms: 0, garden: false },
];

test.each<[string, string, string]>([
  ['without a header', CSV, '80.5,3,true\n-1e-3,0,0\n'],
  ['with CRLF and blank lines', CSV, '\r\n 80.5 ,3,True\r\n\r\n-.001,0,FALSE'],
  ['with line breaks of both kinds', CSV, '\r\n80.5,3,true\n-.001,0,0\n'],
  ['with a header', CSV, 'size,rooms,garden\n80.5,3,1\n-0.001,0,0'],
  ['with a header in another order', CSV, 'garden, size ,rooms\ntrue,80.5,3\nfalse,-0.001,0'],
  ['with header=present', `${CSV}; header=present`, 'size,rooms,garden\n80.5,3,1\n-0.001,0,0'],
  ['with quotes', `${CSV}; charset=utf-8`, '"80.5","3","true"\n"-0.001",0,false'],
  ['with a byte order mark', CSV, '\ufeffsize,rooms,garden\n80.5,3,1\n-0.001,0,0'],
])('reads rows %s', (_name, contentType, body) => {
  const { inputs, framing } = decoded(body, contentType, TABLE);
  expect({ inputs, framing }).toEqual({ inputs: houses, framing: 'rows' });
});

test('treats a first row of names as a record if header=absent', () => {
  const body = 'premise,hypothesis\na,b';
  expect(decoded(body, `${CSV}; header=absent`, PAIRS).inputs).toEqual([
    { premise: 'premise', hypothesis: 'hypothesis' },
    { premise: 'a', hypothesis: 'b' },
  ]);
  expect(decoded(body, CSV, PAIRS).inputs).toEqual([{ premise: 'a', hypothesis: 'b' }]);
});

test('treats empty cells of optional properties as absent, and of required ones as empty strings', () => {
  expect(decoded('"",b,\n,b,2', CSV, PAIRS).inputs).toEqual([
    { premise: '', hypothesis: 'b' },
    { premise: '', hypothesis: 'b', weight: 2 },
  ]);
});

test('converts cells by enums and nullable types', () => {
  const model = modelOf(
    schemaOf({
      level: { enum: [1, 2, null] },
      size: { type: ['integer', 'string'] },
      constructor: { type: ['boolean', 'null'] },
    }),
  );
  expect(decoded('1,7,true\n,XL,', CSV, model).inputs).toEqual([
    { level: 1, size: 7, constructor: true },
    { level: null, size: 'XL', constructor: null },
  ]);
});

test.each<[string, string, string, string, RegExp, readonly string[]]>([
  [
    'a cell of a wrong type',
    CSV,
    '1,2,true\n0x1F,2.5,yes',
    'input_invalid',
    /3 of/,
    ['/1/garden', '/1/rooms', '/1/size'],
  ],
  [
    'the word constructor as a boolean',
    CSV,
    '1,2,constructor',
    'input_invalid',
    /1 of/,
    ['/0/garden'],
  ],
  ['an empty cell', CSV, '1,,true', 'input_invalid', /1 of/, ['/0/rooms']],
  ['too few cells', CSV, '1,2', 'input_invalid', /1 of/, ['/0/garden']],
  [
    'too many cells',
    CSV,
    '1,2,true\n1,2,true,4',
    'input_invalid',
    /row 1 has 4 cells; must have at most 3: size/,
    ['/1'],
  ],
  [
    'a header without a required column',
    CSV,
    'size,rooms\n1,2',
    'input_invalid',
    /1 of/,
    ['/0/garden'],
  ],
  [
    'a missing header',
    `${CSV}; header=present`,
    '1,2,true',
    'input_invalid',
    /"1"; the columns are size, rooms, garden/,
    [],
  ],
  [
    'a header with the same column twice',
    `${CSV}; header=present`,
    'size,rooms,size\n1,2,3',
    'input_invalid',
    /twice/,
    [],
  ],
  ['a header and nothing else', CSV, 'size,rooms,garden\n', 'input_invalid', /no input/, []],
  ['an empty body', CSV, '\n', 'input_invalid', /no input/, []],
  ['an open quote', CSV, '1,2,"true', 'request_invalid', /RFC 4180.*Quote Not Closed/, []],
  ['a quote inside a cell', CSV, '1,2"3,true', 'request_invalid', /RFC 4180/, []],
  [
    'an unknown header parameter',
    `${CSV}; header=maybe`,
    '1,2,true',
    'content_type_unsupported',
    /present or absent, not maybe/,
    [],
  ],
  [
    'an unsupported charset',
    `${CSV}; charset=latin1`,
    '1,2,true',
    'content_type_unsupported',
    /latin1/,
    [],
  ],
])('refuses %s', async (_name, contentType, body, code, message, pointers) => {
  const refused = await refusalOf(() => decoded(body, contentType, TABLE));
  expect(refused.code).toBe(code);
  expect(refused.message).toMatch(message);
  expect(refused.errors.map(({ pointer }) => pointer).sort()).toEqual(pointers);
});

test('refuses a row that is too long, and too many rows', async () => {
  const long = `"${'a'.repeat(CODEC_LIMITS.csvRecordBytes + 2)}",b`;
  expect((await refusalOf(() => decoded(long, CSV, PAIRS))).code).toBe('request_invalid');
  const many = 'a,b\n'.repeat(CODEC_LIMITS.records + 1);
  expect((await refusalOf(() => decoded(many, CSV, PAIRS))).code).toBe('body_too_large');
});

test('parses a cell of very many digits in linear time', async () => {
  const body = `${'1'.repeat(CODEC_LIMITS.csvRecordBytes - 10)}x,1,1`;
  const { errors } = await refusalOf(() => decoded(body, CSV, TABLE));
  expect(errors.map(({ pointer }) => pointer)).toEqual(['/0/size']);
});

const nested = { type: 'array', items: { type: 'array', items: { type: 'number' } } };

test('is not offered by models with lists of lists, or with several lists', () => {
  const model = modelOf(schemaOf({ nested }), schemaOf({ nested }));
  expect(takenTypes(model)).not.toContain(CSV);
  expect(givenTypes(model)).not.toContain(CSV);
  const list = { type: 'array', items: { type: 'number' } };
  expect(takenTypes(modelOf(schemaOf({ a: list, b: list })))).not.toContain(CSV);
  const image = { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' };
  expect(takenTypes(modelOf(schemaOf({ image })))).not.toContain(CSV);
});

const answers = [
  { label: 'yes', sure: true, each: { yes: 0.75, no: 0.25 } },
  { label: 'no, "never"\r\n', sure: false, each: { yes: 0 } },
];

test('answers scalars and nested values with one row per record', () => {
  expect(encodeOutputs(answers, '', 'rows', PAIRS)).toEqual({
    body: 'yes,true,0.75,0.25\n"no, ""never""\r\n",false,0,',
    contentType: 'text/csv; charset=utf-8',
  });
});

test('answers with a header if requested', () => {
  expect(encodeOutputs(answers.slice(0, 1), 'text/csv;header=present', 'single', PAIRS)).toEqual({
    body: 'label,sure,each.yes,each.no\nyes,true,0.75,0.25',
    contentType: 'text/csv; charset=utf-8; header=present',
  });
});

test.each<[string, unknown, RegExp]>([
  ['a list', { label: ['a'], sure: true, each: {} }, /an object at \/label/],
  ['a bigint', { label: 1n }, /1 at \/label/],
])('treats %s in a cell as a failure of the model', (_name, output, message) => {
  const encode = () => encodeOutputs([output], CSV, 'rows', PAIRS);
  expect(encode).toThrow(expect.objectContaining({ name: 'Error' }));
  expect(encode).toThrow(message);
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', '\ufeff') }),
);
const row = fc.record({ premise: text, hypothesis: text });
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test('reads any strings quoted as in RFC 4180', () => {
  const ends = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), ends, fc.boolean(), (rows, end, header) => {
      const lines = rows.map(
        ({ premise, hypothesis }) => `${quoted(premise)},${quoted(hypothesis)}`,
      );
      const body = (header ? ['premise,hypothesis', ...lines] : lines).join(end);
      const contentType = `${CSV}; header=${header ? 'present' : 'absent'}`;
      expect(decoded(body, contentType, PAIRS).inputs).toEqual(rows);
    }),
  );
});

test('reads back any rows that it wrote', () => {
  const cells = { text: { type: 'string' }, number: { type: 'number' }, flag: { type: 'boolean' } };
  const model = modelOf(schemaOf(cells), schemaOf(cells));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const record = fc.record({ text, number, flag: fc.boolean() });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1 }), fc.boolean(), (records, header) => {
      const parameter = `header=${header ? 'present' : 'absent'}`;
      const { body } = encodeOutputs(records, `text/csv; ${parameter}`, 'rows', model);
      const again = decoded(body, `${CSV}; ${parameter}`, model).inputs;
      expect(again).toEqual(records.map((each) => ({ ...each, number: each.number + 0 })));
    }),
  );
});

test('quotes a string that starts like a byte order mark', () => {
  const [, answer] = answers;
  const { body } = encodeOutputs([{ ...answer, label: '\ufeffno' }], CSV, 'rows', PAIRS);
  expect(body).toBe('"\ufeffno",false,0,');
});

test('writes a row even for a single empty string', () => {
  const one = modelOf(
    schemaOf({ text: { type: 'string' } }),
    schemaOf({ text: { type: 'string' } }),
  );
  const { body } = encodeOutputs([{ text: '' }, { text: 'a' }], CSV, 'rows', one);
  expect(decoded(body, CSV, one).inputs).toEqual([{ text: '' }, { text: 'a' }]);
});

const ages = modelOf(
  schemaOf(
    { age: { type: ['number', 'null'] }, fare: { type: 'number' }, extra: { type: 'number' } },
    ['extra'],
  ),
  schemaOf({ y: { type: ['number', 'null'] }, z: { type: 'number' } }),
);

test.each(['', 'nan', 'NaN'])('treats the cell "%s" as a missing number', (cell) => {
  const { inputs } = decoded(`${cell},1,${cell}\n2,3,4`, 'text/csv', ages);
  expect(inputs).toEqual([
    { age: null, fare: 1 },
    { age: 2, fare: 3, extra: 4 },
  ]);
});

test('refuses a missing number that is required', async () => {
  const refused = await refusalOf(() => decoded('1,nan,1', 'text/csv', ages));
  expect(refused.errors).toMatchObject([{ pointer: '/0/fare' }]);
});

test('writes NaN and Infinity as an empty cell if the output schema allows null', async () => {
  const encode = (output: object) => encodeOutputs([output], 'text/csv', 'rows', ages);
  expect(encode({ y: NaN, z: 1 }).body).toBe(',1');
  const refused = await refusalOf(() => encode({ y: 1, z: Infinity }));
  expect(refused).toMatchObject({ code: 'answer_not_finite' });
  expect(refused.message).toMatch(/Infinity at \/z,/);
});

test('takes the cells of a row as the items of the only list', async () => {
  expect(decoded('1,2.5\n3,4', CSV, VECTORS).inputs).toEqual([
    { values: [1, 2.5] },
    { values: [3, 4] },
  ]);
  expect(decoded('a,b\n3,4', `${CSV}; header=present`, VECTORS).inputs).toEqual([
    { values: [3, 4] },
  ]);
  const { errors } = await refusalOf(() => decoded('1,', CSV, VECTORS));
  expect(errors).toMatchObject([{ pointer: '/0/values/1', detail: 'is empty; must be a number' }]);
  const maybe = { type: 'array', items: { type: ['number', 'null'] } };
  const model = modelOf(schemaOf({ values: maybe }));
  expect(decoded('1,,nan', CSV, model).inputs).toEqual([{ values: [1, null, null] }]);
});

const classes = modelOf(
  schemaOf({}),
  schemaOf({
    label: { type: 'string' },
    probabilities: { type: 'array', items: { type: 'number' } },
  }),
);

test('writes a label and its probabilities as one row', () => {
  const outputs = [
    { label: 'a', probabilities: [0.75, 0.25] },
    { label: 'b', probabilities: [0, 1] },
  ];
  expect(encodeOutputs(outputs, CSV, 'list', classes).body).toBe('a,0.75,0.25\nb,0,1');
  expect(encodeOutputs(outputs, `${CSV}; header=present`, 'rows', classes).body).toBe(
    'label,probabilities.0,probabilities.1\na,0.75,0.25\nb,0,1',
  );
});

test('answers lists of different lengths as JSON Lines, unless CSV is requested', async () => {
  const outputs = [
    { label: 'a', probabilities: [1] },
    { label: 'b', probabilities: [] },
  ];
  expect(encodeOutputs(outputs, '', 'rows', classes).contentType).toBe('application/jsonlines');
  const refused = await refusalOf(() => encodeOutputs(outputs, CSV, 'rows', classes));
  expect(refused.code).toBe('accept_unsupported');
  expect(refused.message).toMatch(/arrays probabilities of probe's answers differ in length/);
});
