import { expect, test } from 'vitest';
import { answerTo, fitting, invoke, problemOf } from './support/client.ts';
import { inputs, manyInputs } from './support/model.ts';

test('of 200 who ask at once each is answered, or told when to come again', async () => {
  const settled = await Promise.all(
    manyInputs(200).map(async (input) => {
      const response = await invoke(JSON.stringify(input));
      if (response.status === 200) {
        fitting(await response.json());
      } else {
        expect((await problemOf(response)).code).toBe('overloaded');
        expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      }
      return response.status;
    }),
  );
  // A queue that takes nobody would do the rest as well.
  expect(settled.filter((status) => status === 200).length).toBeGreaterThanOrEqual(32);
  await answerTo(inputs[0]);
});
