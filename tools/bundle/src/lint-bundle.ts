import { stat } from 'node:fs/promises';
import { type BundleSize, type Verdict, verdictsOf } from '@pilotlight/contracts';
import { bundleSize } from './bundle-size.ts';
import { checkAnswers } from './checks/check-answers.ts';
import { checkContentTypes } from './checks/check-content-types.ts';
import { checkExamples } from './checks/check-examples.ts';
import { checkExternalData } from './checks/check-external-data.ts';
import { checkFiles } from './checks/check-files.ts';
import { checkHandler } from './checks/check-handler.ts';
import { checkInputByUrl } from './checks/check-input-by-url.ts';
import { checkInputs } from './checks/check-inputs.ts';
import { checkOnnx } from './checks/check-onnx.ts';
import { checkSchemas } from './checks/check-schemas.ts';
import { checkServing } from './checks/check-serving.ts';
import { checkTypes } from './checks/check-types.ts';
import { checkWords } from './checks/check-words.ts';
import { type Finding, isError } from './finding.ts';
import type { RuleName } from './rules.ts';
import { readSubject } from './subject.ts';

export interface LintReport {
  readonly findings: readonly Finding[];
  readonly size: BundleSize;
  readonly verdicts: readonly Verdict[];
}

export interface LintOptions {
  /** Its `model.tar.gz`, if there is one. */
  readonly archive?: string | undefined;
  /** A part of it could not be built, which is already reported: tensors and answers are not checked. */
  readonly incomplete?: boolean;
  /** The source map of its handler, if it is known. */
  readonly handlerMap?: string | undefined;
}

/** After an error of one of these rules the bundle does not load, or its answers can't be judged. */
const BLOCKING: readonly RuleName[] = [
  'file-missing',
  'manifest',
  'schema-property',
  'example-input',
  'onnx-unreadable',
  'onnx-size',
  'onnx-ir',
  'onnx-opset',
  'onnx-domain',
  'onnx-external-data',
  'onnx-types',
  'onnx-inputs',
  'handler-import',
  'handler-export',
];

/**
 * Checks the unpacked bundle in `directory` by every rule, and runs its examples unless it cannot load. The bundle's
 * own code runs in separate processes.
 */
export async function lintBundle(
  directory: string,
  { archive, incomplete = false, handlerMap }: LintOptions = {},
): Promise<LintReport> {
  const subject = { ...(await readSubject(directory)), handlerMap };
  const handler = await checkHandler(subject);
  const findings = [
    ...subject.findings,
    ...checkFiles(subject),
    ...checkSchemas(subject),
    ...checkExamples(subject),
    ...checkWords(subject),
    ...checkInputByUrl(subject),
    ...checkContentTypes(subject, handler.hooks),
    ...checkOnnx(subject),
    ...checkExternalData(subject),
    ...(incomplete
      ? []
      : [...checkTypes(subject, handler.hooks), ...checkInputs(subject, handler.hooks)]),
    ...handler.findings,
  ];
  const blocked = findings.some((finding) => isError(finding) && BLOCKING.includes(finding.rule));
  if (!blocked && !incomplete) {
    findings.push(...(await checkAnswers(subject)));
  }
  const size = bundleSize(subject, archive === undefined ? undefined : (await stat(archive)).size);
  const verdicts = verdictsOf(size, subject.manifest);
  return { findings: [...findings, ...checkServing(verdicts, subject)], size, verdicts };
}
