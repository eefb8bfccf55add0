import type { Subject } from '../src/subject.ts';
import { manifest } from './model-folder.ts';

/** A correct bundle, except for `changes`. */
export const subjectOf = (changes: Partial<Subject> = {}): Subject => ({
  directory: '/nowhere',
  files: new Map([
    ['model.json', 500],
    ['model.onnx', 1000],
  ]),
  manifest,
  onnx: undefined,
  handler: undefined,
  findings: [],
  ...changes,
});

/** `RULE PLACE` of each finding. */
export const rulesOf = (findings: readonly { rule: string; where: string }[]) =>
  findings.map(({ rule, where }) => `${rule} ${where}`);
