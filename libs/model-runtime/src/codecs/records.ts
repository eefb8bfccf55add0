import {
  type ModelManifest,
  ProblemError,
  type ProblemDetail,
  violations,
} from '@pilotlight/contracts';
import type { Framing } from './format.ts';
import { CODEC_LIMITS } from './limits.ts';

/** The JSON Pointer to a record in the body. */
export function recordPointer(framing: Framing, index: number): string {
  if (framing === 'single') return '';
  return framing === 'instances' ? `/instances/${index}` : `/${index}`;
}

/** Also callable while the records are still being read. @throws ProblemError `body_too_large` */
export function checkRecordCount(count: number): void {
  if (count <= CODEC_LIMITS.records) return;
  throw new ProblemError(
    'body_too_large',
    `the body has more than ${CODEC_LIMITS.records} records; send them in several requests`,
  );
}

/** @throws ProblemError if there are no records, or too many, or one does not fit the input schema */
export function checkRecords(
  records: readonly unknown[],
  framing: Framing,
  { name, input }: ModelManifest,
): void {
  if (records.length === 0) {
    throw new ProblemError('input_invalid', 'the body has no input; it must have at least one');
  }
  checkRecordCount(records.length);
  const errors: ProblemDetail[] = [];
  for (const [index, record] of records.entries()) {
    for (const { pointer, detail } of violations(input, record)) {
      errors.push({ pointer: recordPointer(framing, index) + pointer, detail });
    }
    if (errors.length >= CODEC_LIMITS.namedViolations) break;
  }
  if (errors.length === 0) return;
  const count = errors.length < CODEC_LIMITS.namedViolations ? '' : 'at least ';
  throw new ProblemError(
    'input_invalid',
    `${count}${errors.length} of the input's values ${errors.length === 1 ? 'does' : 'do'} not fit the schema of ${name}`,
    errors.slice(0, CODEC_LIMITS.namedViolations),
  );
}
