import type { GridPlan, PlanShape } from './limit-types.ts';

export const GRID_BATCHES = [1, 2, 4, 8, 16, 32] as const;

/** One worker with one thread and no batch: the lower bound for the latency of a single caller. */
export const LONE: GridPlan = { workers: 1, threads: 1, batch: 1 };

/** Workers and threads to try: one worker with one thread or all processors, one worker per processor, and one more. */
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
