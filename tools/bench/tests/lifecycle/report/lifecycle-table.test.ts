import { expect, it } from 'vitest';
import { lifecycleTable } from '../../../src/lifecycle/report/lifecycle-table.ts';
import { row } from '../rows.ts';

it('shows every row, and nearly 100 % as less than 100', () => {
  const lines = lifecycleTable([row({}), row({ system: 'naive-timer', lost: 15_018 })]).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toBe(
    '| school | pilotlight | 45.7 | 99.9 | 0.0321 | 307 | 0 | 0 | 770 | 0 | 445 |',
  );
  expect(lines[3]).toContain('| 15018 |');
});
