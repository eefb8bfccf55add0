import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import { expect, test } from 'vitest';
import { OnnxError, readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture, scratchFolder } from '../model-folder.ts';

test('reads what a model says about itself', () => {
  expect(readOnnx(fixture('double.onnx'))).toEqual({
    irVersion: 8,
    producer: 'make-models',
    opsets: new Map([['', 17]]),
    operators: new Map([['', 'Mul']]),
    functionDomains: new Set(),
    // "two" is an input as well, but has a value.
    inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
    externalFiles: new Map(),
  });
});

test('reads every kind of value, and looks into branches', () => {
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

test('knows the functions that a model brings along, and where weights end that lie outside', () => {
  expect(readOnnx(fixture('function.onnx')).functionDomains).toEqual(new Set(['my.functions']));
  expect(readOnnx(fixture('external.onnx')).externalFiles).toEqual(new Map([['weights.bin', 12]]));
});

test('skips 2 GB of weights', async () => {
  const path = join(await scratchFolder(), 'large.onnx');
  const { Writer } = protobuf;
  const weightBytes = 2_000_000_000;
  // An initializer of which only raw_data's head is written, and what encloses it: a sparse file is the rest.
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

test('refuses a model that is cut off anywhere within its graph', async () => {
  const bytes = await readFile(fixture('double.onnx'));
  const path = join(await scratchFolder(), 'short.onnx');
  // After the graph comes the opset, in the last bytes.
  for (let length = 1; length < bytes.length - 6; length++) {
    await writeFile(path, bytes.subarray(0, length));
    expect(() => readOnnx(path), `${length} bytes`).toThrow(OnnxError);
  }
});

test('refuses graphs in graphs without end', async () => {
  const { Writer } = protobuf;
  let graph = new Uint8Array();
  for (let depth = 0; depth < 40; depth++) {
    const attribute = Writer.create().uint32(50).bytes(graph).finish();
    const node = Writer.create().uint32(42).bytes(attribute).finish();
    graph = Uint8Array.from(Writer.create().uint32(10).bytes(node).finish());
  }
  const path = join(await scratchFolder(), 'deep.onnx');
  await writeFile(path, Writer.create().uint32(8).uint32(8).uint32(58).bytes(graph).finish());
  expect(() => readOnnx(path)).toThrow(/more than 32 graphs in each other/);
});
