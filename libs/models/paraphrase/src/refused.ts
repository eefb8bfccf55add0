import { ProblemError } from '@pilotlight/contracts';

/** The error for one property of the input that the model cannot use. */
export function refused(property: string, detail: string): ProblemError {
  const pointer = `/${property}`;
  return new ProblemError('model_rejected', `${pointer} ${detail}`, [{ pointer, detail }]);
}
