import { expect, test } from 'vitest';
import { thrownMessage } from '../src/thrown-message.ts';

function thrown(stack: string): Error {
  const error = new Error('no good');
  error.stack = `Error: no good\n${stack}`;
  return error;
}

test('says where in the handler an error was thrown, and no other place', () => {
  const error = thrown(`    at label (file:///opt/ml/model/code/handler.mjs:4:7)
    at file:///opt/ml/model/code/handler.mjs:9:3
    at Array.map (<anonymous>)
    at async predict (file:///opt/ml/model/code/handler.mjs:9:3)
    at async run (file:///opt/program/worker.mjs:80:1)`);
  expect(thrownMessage(error)).toBe(
    'no good, at label code/handler.mjs:4:7, at code/handler.mjs:9:3, at async predict code/handler.mjs:9:3',
  );
});

test('stays short in a recursion', () => {
  const frame = '    at again (file:///m/code/handler.mjs:1:1)\n';
  expect(thrownMessage(thrown(frame.repeat(10))).split(', at ')).toHaveLength(5);
});

test('is the message alone of what was not thrown by a handler, or is no error', () => {
  expect(thrownMessage(thrown('    at run (file:///opt/program/worker.mjs:80:1)'))).toBe('no good');
  expect(thrownMessage('no')).toBe('no');
});
