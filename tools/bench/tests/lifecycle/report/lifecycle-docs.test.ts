import { expect, it } from 'vitest';
import { lifecycleDocs } from '../../../src/lifecycle/report/lifecycle-docs.ts';
import { row } from '../rows.ts';

it('shows the number of requests, then the table', async () => {
  const { name, results } = await lifecycleDocs([
    row({}),
    row({ traffic: 'steady', requests: 21_500 }),
  ]);
  expect(name).toBe('lifecycle');
  expect(results[0]).toBe('Requests in the year: school 100,000, steady 21,500.');
  expect(results[1]).toContain('| steady |');
});
