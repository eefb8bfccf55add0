import type { AnswerFiles } from '@pilotlight/contracts';
import type { NpyHeader } from '@pilotlight/model-runtime/npy-header';

/** Why an answer cannot be divided into the pictures of `answerFiles`; undefined when it can, or need not be. */
export function arrayTrouble(
  files: AnswerFiles | undefined,
  array: Pick<NpyHeader, 'descr' | 'shape' | 'fortranOrder'> | undefined,
): string | undefined {
  if (!files) return undefined;
  if (!array)
    return "is not an array in NumPy's format (application/x-npy), which answerFiles divides";
  const { descr, shape, fortranOrder } = array;
  const words = `is an array of ${descr} (${shape.join(', ')})${fortranOrder ? ' in Fortran order' : ''}`;
  if (fortranOrder || descr !== '|u1' || shape.length !== 3 || shape[2] !== 3) {
    return `${words}; answerFiles divides an array of |u1 (height, width, 3)`;
  }
  const [length = 0, count] = [shape[files.axis], files.pictures.length];
  if (length % count === 0) return undefined;
  return `${words}, whose axis ${files.axis} cannot be divided into the ${count} pictures of answerFiles`;
}
