import { csvDecoder } from './csv-input.ts';
import { csvOutputForms } from './csv-output.ts';
import type { Format } from './format.ts';

/** RFC 4180, for models whose inputs (or outputs) fit into the cells of a row. */
export const CSV_FORMAT: Format = {
  types: ['text/csv'],
  decoder: csvDecoder,
  outputForms: csvOutputForms,
};
