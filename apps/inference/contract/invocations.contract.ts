import { beforeAll, expect, test } from 'vitest';
import {
  alike,
  CSV,
  expectedOutputs,
  fitting,
  invoke,
  JSON_LINES,
  outputOf,
} from './support/client.ts';
import { csvRow, csvRows, flat } from './support/csv.ts';
import { inputs, manifest } from './support/model.ts';

const columns = Object.keys(manifest.input.properties);
const row = (input: Record<string, unknown>) => csvRow(columns.map((column) => input[column]));
let expected: Record<string, unknown>[] = [];

beforeAll(async () => {
  expected = await expectedOutputs();
});

function expectAlike(found: readonly unknown[]): void {
  expect(found.map((output, at) => alike(output, expected[at]))).toEqual(expected.map(() => true));
}

function expectRowsAlike(rows: readonly string[][]): void {
  const typed = rows.map((cells, index) => {
    const values = flat(expected[index]);
    return cells.map((cell, at) => (typeof values[at] === 'number' ? Number(cell) : cell));
  });
  expect(typed.map((cells, at) => alike(cells, flat(expected[at])))).toEqual(
    expected.map(() => true),
  );
}

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
  'one input as %s',
  async (contentType) => {
    const output = await outputOf(await invoke(JSON.stringify(inputs[0]), contentType));
    expect(alike(output, expected[0])).toBe(true);
  },
);

test('instances are answered with as many predictions, in order', async () => {
  const response = await invoke(JSON.stringify({ instances: inputs }));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json\b/);
  const { predictions, ...others } = (await response.json()) as { predictions: unknown[] };
  expect(others).toEqual({});
  expectAlike(predictions.map(fitting));
});

test('one instance is answered with a list', async () => {
  const response = await invoke(JSON.stringify({ instances: inputs.slice(0, 1) }));
  const { predictions } = (await response.json()) as { predictions: unknown[] };
  expect(predictions).toHaveLength(1);
});

test.each([
  ['\n', ''],
  ['\n', '\n'],
  ['\r\n', '\r\n'],
])('one JSON object per line, separated by %j and ended by %j', async (separator, end) => {
  const lines = inputs.map((input) => JSON.stringify(input)).join(separator) + end;
  const response = await invoke(lines, JSON_LINES, { accept: JSON_LINES });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/jsonlines\b/);
  const answers = (await response.text()).replace(/\n$/, '').split('\n');
  expectAlike(answers.map((line) => fitting(JSON.parse(line))));
});

test('CSV without a header has the columns in the order of the schema', async () => {
  const response = await invoke(inputs.map(row).join('\n'), CSV, { accept: CSV });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/csv\b/);
  expectRowsAlike(csvRows(await response.text()));
});

test('CSV with a header may have its columns in any order', async () => {
  const turned = columns.toReversed();
  const rows = inputs.map((input) => csvRow(turned.map((column) => input[column])));
  const body = `${[turned.join(','), ...rows].join('\r\n')}\r\n`;
  const response = await invoke(body, CSV, { accept: `${CSV}; header=present` });
  expect(response.status).toBe(200);
  const [header, ...answers] = csvRows(await response.text());
  expect(header?.[0]).toBe(Object.keys(manifest.output.properties)[0]);
  expectRowsAlike(answers);
});

test('CSV may be answered with JSON Lines, and JSON with CSV', async () => {
  const lines = await invoke(inputs.map(row).join('\n'), CSV, { accept: JSON_LINES });
  expectAlike((await lines.text()).split('\n').map((line) => fitting(JSON.parse(line))));
  const rows = await invoke(JSON.stringify({ instances: inputs }), 'application/json', {
    accept: CSV,
  });
  expectRowsAlike(csvRows(await rows.text()));
});

test('the answer has the best type of an Accept with weights', async () => {
  const accept = `image/png, ${CSV};q=0.5, application/json;q=0.9, */*;q=0.1`;
  await outputOf(await invoke(JSON.stringify(inputs[0]), undefined, { accept }));
});
