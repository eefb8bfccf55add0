import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import { expect, onTestFinished, test } from 'vitest';
import { ProtoError, ProtoFile } from '../../src/onnx/proto-file.ts';
import { scratchFolder } from '../model-folder.ts';

async function protoFile(bytes: Uint8Array): Promise<ProtoFile> {
  const path = join(await scratchFolder(), 'message');
  await writeFile(path, bytes);
  const file = new ProtoFile(path);
  onTestFinished(() => file.close());
  return file;
}

const message = () =>
  protobuf.Writer.create()
    .uint32((1 << 3) | 0)
    .int64(-1)
    .uint32((2 << 3) | 2)
    .string('räksmörgås')
    .uint32((3 << 3) | 5)
    .fixed32(7)
    .uint32((4 << 3) | 1)
    .fixed64(7)
    .uint32((300 << 3) | 0)
    .uint32(2 ** 31)
    .finish();

test('finds each field, with integers and strings', async () => {
  const file = await protoFile(message());
  const fields = [...file.fields()];
  expect(fields.map(({ number, integer }) => [number, integer])).toEqual([
    [1, -1],
    [2, 0],
    [3, 0],
    [4, 0],
    [300, 2 ** 31],
  ]);
  const [, text, four, eight] = fields;
  expect(text && file.text(text)).toBe('räksmörgås');
  expect([four, eight].map((field) => field && field.end - field.start)).toEqual([4, 8]);
});

test('enters a message that starts beyond the first window', async () => {
  const padding = new Uint8Array(200_000);
  const inner = message();
  const outer = protobuf.Writer.create().uint32(10).bytes(padding).uint32(18).bytes(inner).finish();
  const file = await protoFile(outer);
  const [, second] = [...file.fields()];
  const [, text] = [...file.fields(second?.start, second?.end)];
  expect(text && file.text(text)).toBe('räksmörgås');
});

test('refuses every file that is truncated within a field', async () => {
  const bytes = message();
  const starts = [...(await protoFile(bytes)).fields()].map(({ end }) => end);
  for (let length = 1; length < bytes.length; length++) {
    if (starts.includes(length)) continue;
    const file = await protoFile(bytes.subarray(0, length));
    expect(() => [...file.fields()], `${length} bytes`).toThrow(ProtoError);
  }
});

test.each<[string, number[], RegExp]>([
  [
    'a field longer than the file',
    [0x0a, 0x05, 1, 2],
    /truncated: a value of 5 bytes starts at byte 2, .* ends at byte 4/,
  ],
  ['field 0', [0x00, 0x01], /no valid field at byte 0/],
  ['a group', [0x0b, 0x0c], /no valid field at byte 0/],
  [
    'an integer of more than ten bytes',
    [0x08, ...Array<number>(11).fill(0xff)],
    /truncated or invalid at byte 0/,
  ],
])('refuses %s', async (_what, bytes, message) => {
  const file = await protoFile(Uint8Array.from(bytes));
  expect(() => [...file.fields()]).toThrow(message);
});

test('refuses a field longer than the message that it is in', async () => {
  const file = await protoFile(Uint8Array.from([0x0a, 0x02, 0x0a, 0x05, 1, 2, 3, 4, 5, 6]));
  expect(() => [...file.fields(2, 4)]).toThrow(/longer than the message that it is in/);
});

test('refuses to read a string of more than 64 KiB', async () => {
  const file = await protoFile(
    protobuf.Writer.create().uint32(10).bytes(new Uint8Array(70_000)).finish(),
  );
  const [field] = [...file.fields()];
  expect(() => field && file.text(field)).toThrow(/a name of 70000 bytes/);
});
