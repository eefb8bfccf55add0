import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventHeap } from '../../../src/lifecycle/clock/event-heap.ts';

it('returns events in order of time, and those of the same time in the order of addition', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, until) => {
      const heap = new EventHeap();
      const happened: (readonly [number, number])[] = [];
      times.forEach((at, index) => heap.add(at, () => happened.push([at, index])));
      for (let next = heap.take(until); next; next = heap.take(until)) next.happen();
      expect(heap.take(until)).toBeUndefined();
      for (let next = heap.take(Infinity); next; next = heap.take(Infinity)) next.happen();
      const wanted = times
        .map((at, index) => [at, index] as const)
        .sort(([one, first], [other, second]) => one - other || first - second);
      expect(happened).toEqual(wanted);
    }),
  );
});

it('returns no event that is later than the given time', () => {
  const heap = new EventHeap();
  heap.add(5, () => undefined);
  expect(heap.take(4)).toBeUndefined();
  expect(heap.take(5)?.at).toBe(5);
});
