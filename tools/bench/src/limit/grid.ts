import type { GridPlan, PlanShape } from './limit-types.ts';

export const GRID_BATCHES = [1, 2, 4, 8, 16, 32] as const;

/** One worker with one thread: how fast a lone caller can be answered at best, run by run. */
export const LONE: GridPlan = { workers: 1, threads: 1, batch: 1 };

/** Workers and threads that are tried: one worker alone, one with every processor, one a processor, and one more. */
export function gridShapes(processors: number): PlanShape[] {
  const shapes = [
    [1, 1],
    [1, processors],
    [Math.ceil(processors / 2), 2],
    [processors, 1],
    [processors + 1, 1],
  ] as const;
  const different = new Map(shapes.map((shape) => [shape.join(), shape]));
  return [...different.values()]
    .filter(([, threads]) => threads <= processors)
    .map(([workers, threads]) => ({ workers, threads }));
}

/** Such as `2 × 1 × 16`: workers, threads of each, batch. */
export function planName({ workers, threads, batch }: GridPlan): string {
  return `${workers} × ${threads} × ${batch}`;
}
