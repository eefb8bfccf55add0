import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BodyBudget, type BodyShare } from '../../src/requests/body-budget.ts';

test('gives shares up to the limit, and reuses released ones', () => {
  const budget = new BodyBudget(10);
  const first = budget.share(6);
  expect(budget.share(5)).toBeUndefined();
  const second = budget.share(4);
  expect(second?.grow(5)).toBe(false);
  first?.release();
  first?.release();
  expect(second?.grow(10)).toBe(true);
  expect(budget.takenBytes).toBe(10);
});

test('never exceeds the limit, and returns to 0', () => {
  const step = fc.record({
    kind: fc.constantFrom('share', 'grow', 'release'),
    bytes: fc.nat(40),
    which: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const budget = new BodyBudget(100);
      const shares: BodyShare[] = [];
      for (const { kind, bytes, which } of steps) {
        const share = shares[which % (shares.length || 1)];
        if (kind === 'share')
          shares.push(...[budget.share(bytes)].filter((one) => one !== undefined));
        else if (kind === 'grow') share?.grow(bytes);
        else share?.release();
        expect(budget.takenBytes).toBeLessThanOrEqual(100);
        expect(budget.takenBytes).toBeGreaterThanOrEqual(0);
      }
      for (const share of shares) share.release();
      expect(budget.takenBytes).toBe(0);
    }),
  );
});
