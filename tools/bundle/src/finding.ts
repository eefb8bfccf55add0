import type { RuleName } from './rules.ts';

export interface Finding {
  readonly rule: RuleName;
  /** An error is never served well; a warning may be meant so. */
  readonly severity: 'error' | 'warning';
  /** A file relative to the root of the bundle or folder, with a JSON Pointer after `#` where that says more. */
  readonly where: string;
  /** What is wrong, as the end of a sentence about `where`. */
  readonly found: string;
  /** What to do. */
  readonly wanted: string;
}

/** Makes findings of one rule: errors unless asked for a warning. */
export function findingsOf(rule: RuleName, severity: Finding['severity'] = 'error') {
  return (where: string, found: string, wanted: string): Finding => ({
    rule,
    severity,
    where,
    found,
    wanted,
  });
}

export const isError = ({ severity }: Finding): boolean => severity === 'error';

/** One line: what comes from a model's files cannot break it, nor reach a terminal as a control sequence. */
export function findingLine({ rule, severity, where, found, wanted }: Finding): string {
  const line = `${severity.padEnd(7)}  ${where}: ${found}; ${wanted}  [${rule}]`;
  return line.replace(/\s*[\n\r\t]\s*/g, ' ').replace(/\p{Cc}/gu, '?');
}
