/** A message of a process started by `inChild`: its next step and the time limit for it, or its result. */
export type ChildMessage<Result> =
  { readonly step: string; readonly seconds: number } | { readonly result: Result };

/** For the child: runs `work` on its one task and sends the result to the parent. `work` announces a step by `next`. */
export function answerParent<Task, Result>(
  work: (task: Task, next: (step: string, seconds: number) => void) => Promise<Result>,
): void {
  const say = (message: ChildMessage<Result>) => void process.send?.(message);
  process.once('message', async (task: Task) => {
    say({ result: await work(task, (step, seconds) => say({ step, seconds })) });
  });
}
