import { ProblemError } from '@pilotlight/contracts';
import { memoryShort } from './memory-budget.ts';

/** What native code, V8 and Node say when memory runs out while a model loads. */
const OUT_OF_MEMORY = /bad[ _]?alloc|out of memory|allocation failed|allocate memory/i;

/** What is answered for a model that could not be loaded: whoever asked for it sees why. */
export function loadFailure({ message }: Error): ProblemError {
  if (OUT_OF_MEMORY.test(message)) return memoryShort(message);
  return new ProblemError('request_invalid', message);
}
