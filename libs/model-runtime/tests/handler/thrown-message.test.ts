import { expect, test } from 'vitest';
import { thrownMessage } from '../../src/handler/thrown-message.ts';

function thrown(stack: string): Error {
  const error = new Error('no good');
  error.stack = `Error: no good\n${stack}`;
  return error;
}

test('shows only the stack frames inside the handler', () => {
  const error = thrown(`    at label (file:///opt/ml/model/code/handler.mjs:4:7)
    at file:///opt/ml/model/code/handler.mjs:9:3
    at Array.map (<anonymous>)
    at async predict (file:///opt/ml/model/code/handler.mjs:9:3)
    at async run (file:///opt/program/worker.mjs:80:1)`);
  expect(thrownMessage(error)).toBe(
    'no good, at label code/handler.mjs:4:7, at code/handler.mjs:9:3, at async predict code/handler.mjs:9:3',
  );
});

test('limits the frames of a recursion', () => {
  const frame = '    at again (file:///m/code/handler.mjs:1:1)\n';
  expect(thrownMessage(thrown(frame.repeat(10))).split(', at ')).toHaveLength(5);
});

test('shows only the message if the error is not from the handler, or is not an Error', () => {
  expect(thrownMessage(thrown('    at run (file:///opt/program/worker.mjs:80:1)'))).toBe('no good');
  expect(thrownMessage('no')).toBe('no');
});
