import { expect, test } from 'vitest';
import { answerTo, fitting, invoke, problemOf } from './support/client.ts';
import { inputs, manyInputs } from './support/model.ts';

test('each of 200 concurrent requests is answered, or refused with Retry-After', async () => {
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
  // A queue that refuses everything would also pass the checks above.
  expect(settled.filter((status) => status === 200).length).toBeGreaterThanOrEqual(32);
  await answerTo(inputs[0]);
});
