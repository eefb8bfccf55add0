import type { Format } from './format.ts';
import { npyDecoder } from './npy-input.ts';
import { NPY_MEDIA_TYPES } from './npy-media-types.ts';
import { npyOutputForms } from './npy-output.ts';

/** One NumPy array (`numpy.save`), for models whose inputs (or outputs) are numbers. */
export const NPY_FORMAT: Format = {
  types: NPY_MEDIA_TYPES,
  decoder: npyDecoder,
  outputForms: npyOutputForms,
};
