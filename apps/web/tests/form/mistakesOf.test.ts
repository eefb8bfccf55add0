import { expect, test } from 'vitest';
import { Failure } from '../../src/api/failure.ts';
import { fieldsOf } from '../../src/form/fields.ts';
import { mistakesOf } from '../../src/form/mistakesOf.ts';

const fields = fieldsOf({ type: 'object', properties: { 'a/b~c': {}, list: {} } });

test('errors go to the field that their pointer names, the others to the rest', () => {
  const failure = new Failure(422, {
    errors: [
      { pointer: '/a~1b~0c', detail: 'is empty' },
      { pointer: '/list/2', detail: 'is a number' },
      { pointer: '/colour', detail: 'is not known' },
      { pointer: '', detail: 'is a list' },
    ],
  });
  expect(mistakesOf(failure, fields)).toEqual({
    mistakes: { 'a/b~c': 'Is empty', list: '2 is a number' },
    rest: ['/colour is not known', 'Is a list'],
  });
});

test('two errors of one field are both shown', () => {
  const errors = [
    { pointer: '/list', detail: 'is too long' },
    { pointer: '/list', detail: 'has doubles' },
  ];
  expect(mistakesOf(new Failure(422, { errors }), fields).mistakes).toEqual({
    list: 'Is too long; Has doubles',
  });
});
