import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import { expect, test } from 'vitest';
import { OnnxError, readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture, scratchFolder } from '../model-folder.ts';

test('reads the metadata of a model', () => {
  expect(readOnnx(fixture('double.onnx'))).toEqual({
    irVersion: 8,
    producer: 'make-models',
    opsets: new Map([['', 17]]),
    operators: new Map([['', 'Mul']]),
    functionDomains: new Set(),
    // "two" is listed as an input as well, but has an initializer.
    inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
    externalFiles: new Map(),
  });
});

test('reads every kind of value, and reads branches', () => {
  const { inputs, outputs, operators, externalFiles } = readOnnx(fixture('odd.onnx'));
  expect(inputs).toEqual([
    { name: 'which', type: 'bool', shape: [] },
    { name: 'ids', type: 'int64', shape: ['batch', '?', 3] },
  ]);
  expect(outputs).toEqual([
    { name: 'z', type: 'float32', shape: undefined },
    { name: 'list', type: 'sequence of float32', shape: undefined },
  ]);
  expect(operators.get('my.branches')).toBe('Odd');
  expect(externalFiles).toEqual(new Map([['deep.bin', 8]]));
});

test('finds the local functions of a model, and the end of its external weights', () => {
  expect(readOnnx(fixture('function.onnx')).functionDomains).toEqual(new Set(['my.functions']));
  expect(readOnnx(fixture('external.onnx')).externalFiles).toEqual(new Map([['weights.bin', 12]]));
});

test('skips 2 GB of weights', async () => {
  const path = join(await scratchFolder(), 'large.onnx');
  const { Writer } = protobuf;
  const weightBytes = 2_000_000_000;
  // An initializer of which only the header of raw_data, and what encloses it, is written; the rest of the file is
  // sparse.
  const rawData = Writer.create().uint32(74).uint32(weightBytes).finish();
  const tensorHead = Writer.create().uint32(66).string('weights').finish();
  const tensorBytes = tensorHead.length + rawData.length + weightBytes;
  const initializer = Writer.create().uint32(42).uint32(tensorBytes).finish();
  const graphBytes = initializer.length + tensorBytes;
  const head = Writer.create().uint32(8).uint32(8).uint32(58).uint32(graphBytes).finish();
  const opset = Writer.create().uint32(66).bytes(Uint8Array.of(16, 17)).finish();
  const start = Buffer.concat([head, initializer, tensorHead, rawData]);
  const file = await open(path, 'w');
  await file.write(start, 0, start.length, 0);
  await file.write(opset, 0, opset.length, start.length + weightBytes);
  await file.close();

  const before = process.memoryUsage().arrayBuffers;
  expect(readOnnx(path).opsets).toEqual(new Map([['', 17]]));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test('refuses a model that is truncated anywhere within its graph', async () => {
  const bytes = await readFile(fixture('double.onnx'));
  const path = join(await scratchFolder(), 'short.onnx');
  // The opset follows the graph, in the last bytes.
  for (let length = 1; length < bytes.length - 6; length++) {
    await writeFile(path, bytes.subarray(0, length));
    expect(() => readOnnx(path), `${length} bytes`).toThrow(OnnxError);
  }
});

test('refuses graphs that are nested too deeply', async () => {
  const { Writer } = protobuf;
  let graph = new Uint8Array();
  for (let depth = 0; depth < 40; depth++) {
    const attribute = Writer.create().uint32(50).bytes(graph).finish();
    const node = Writer.create().uint32(42).bytes(attribute).finish();
    graph = Uint8Array.from(Writer.create().uint32(10).bytes(node).finish());
  }
  const path = join(await scratchFolder(), 'deep.onnx');
  await writeFile(path, Writer.create().uint32(8).uint32(8).uint32(58).bytes(graph).finish());
  expect(() => readOnnx(path)).toThrow(/nested more than 32 levels deep/);
});
