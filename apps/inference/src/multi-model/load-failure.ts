import { ProblemError } from '@pilotlight/contracts';
import { memoryShort } from './memory-budget.ts';

/** Messages of native code, V8 and Node when memory runs out while a model loads. */
const OUT_OF_MEMORY = /bad[ _]?alloc|out of memory|allocation failed|allocate memory/i;

/** The answer for a model that could not be loaded, with the reason. */
export function loadFailure({ message }: Error): ProblemError {
  if (OUT_OF_MEMORY.test(message)) return memoryShort(message);
  return new ProblemError('request_invalid', message);
}
