import type { Subject } from '../src/subject.ts';
import { manifest } from './model-folder.ts';

/** A bundle in which nothing is wrong, but for `changes`. */
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

/** The name of each rule that found something, with where. */
export const rulesOf = (findings: readonly { rule: string; where: string }[]) =>
  findings.map(({ rule, where }) => `${rule} ${where}`);
