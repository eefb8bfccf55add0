import type { RuleName } from './rules.ts';

export interface Finding {
  readonly rule: RuleName;
  /** A model with an error can't be served correctly; what a warning says may be intended. */
  readonly severity: 'error' | 'warning';
  /** A file relative to the root of the bundle or folder, with a JSON Pointer or a line after `#` where that helps. */
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

/** The finding as one line, in which line breaks and control characters from a model's files are replaced. */
export function findingLine({ rule, severity, where, found, wanted }: Finding): string {
  const line = `${severity.padEnd(7)}  ${where}: ${found}; ${wanted}  [${rule}]`;
  return line.replace(/\s*[\n\r\t]\s*/g, ' ').replace(/\p{Cc}/gu, '?');
}

/** Up to this many similar findings are shown one by one. */
const ALIKE_MOST = 3;

/** One line per finding, without duplicates; more than a few that differ only in their place become one line. */
export function findingLines(findings: readonly Finding[]): string[] {
  const groups = new Map<string, Map<string, Finding>>();
  for (const finding of findings) {
    const { rule, severity, where, found, wanted } = finding;
    const key = JSON.stringify([rule, severity, found, wanted]);
    const group = groups.get(key) ?? new Map<string, Finding>();
    groups.set(key, group.set(where, finding));
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = [...group.values()];
    if (!first || group.size <= ALIKE_MOST) return [...group.values()].map(findingLine);
    return [findingLine({ ...first, found: `${first.found}, and so are ${others.length} others` })];
  });
}
