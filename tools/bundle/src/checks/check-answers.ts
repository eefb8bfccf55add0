import {
  contentTypesOf,
  JSON_MEDIA_TYPE,
  type ModelManifest,
  violations,
} from '@pilotlight/contracts';
import type { ExampleAnswer, ExampleAnswers, ExamplesTask } from '../child/answer-examples.ts';
import { ChildError, inChild } from '../child/in-child.ts';
import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { MANIFEST, MODEL } from '../names.ts';
import type { Subject } from '../subject.ts';
import { arrayTrouble } from './array-trouble.ts';
import { adviceOn, connectionFinding } from './child-trouble.ts';
import { sourcePlaces } from './source-places.ts';

const answerer = new URL('../child/answer-examples.ts', import.meta.url);
const wrongAnswer = findingsOf('example-answer');
type Example = ModelManifest['examples'][number];

/** Loads the bundle in the container's own runtime and lets it answer every example. */
export async function checkAnswers(
  subject: Subject,
  answerSeconds: number = LINT_LIMITS.answerSeconds,
): Promise<Finding[]> {
  const { directory, manifest, handlerMap } = subject;
  if (!manifest) return [];
  const findings: Finding[] = [];
  const { failure, answers, unbatched } = await answered(
    { directory, examples: manifest.examples, answerSeconds },
    (target) => findings.push(connectionFinding(target)),
  );
  if (failure !== undefined) {
    const wanted = adviceOn(failure, 'fix this error; the container runs the same code');
    return [
      ...findings,
      findingsOf('model-load')(MODEL, sourcePlaces(failure, handlerMap), wanted),
    ];
  }
  const checked = manifest.examples.flatMap((example, index) =>
    checkAnswer(subject, manifest, index, example, answers[index]),
  );
  if (unbatched !== undefined) findings.push(changedByBatch(manifest, unbatched));
  return [...checked, ...findings];
}

/** A warning, because the model is only served more slowly; an error if the manifest claims `bitEqual`. */
function changedByBatch({ bitEqual }: ModelManifest, unbatched: string): Finding {
  const found = `answers an input differently in a batch: ${unbatched}`;
  return bitEqual
    ? findingsOf('batch-answer')(
        MODEL,
        found,
        'do not claim "bitEqual" in model.json, or fix the graph',
      )
    : findingsOf('batch-answer', 'warning')(
        MODEL,
        `${found}; every input will run alone`,
        'keep the records of a batch independent in the graph and the handler, or set "maxBatch" to 1 under "tuning"',
      );
}

async function answered(
  task: ExamplesTask,
  onConnection: (target: string) => void,
): Promise<ExampleAnswers> {
  try {
    const { failure, ...rest } = await inChild<ExampleAnswers>(
      answerer,
      task,
      LINT_LIMITS.loadSeconds,
      onConnection,
    );
    return failure === undefined ? rest : { ...rest, failure: `cannot be loaded (${failure})` };
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    const step = error.step ?? 'it is loaded and tried';
    return { failure: `when ${step}, ${error.message}`, answers: [] };
  }
}

function checkAnswer(
  { handlerMap }: Subject,
  manifest: ModelManifest,
  index: number,
  { title }: Example,
  answer: ExampleAnswer | undefined,
): Finding[] {
  const where = `${MANIFEST}#/examples/${index}`;
  const named = `the example "${title}"`;
  if (!answer || 'failure' in answer) {
    const failure = answer?.failure ?? 'there was no answer';
    const found = `${named} fails (${sourcePlaces(failure, handlerMap)})`;
    const wanted = adviceOn(failure, 'correct the handler, the model or the example');
    return [wrongAnswer(where, found, wanted)];
  }
  const { output: given } = contentTypesOf(manifest);
  if (!given.includes(JSON_MEDIA_TYPE)) {
    const { contentType, array } = answer;
    const trouble = given.includes(contentType)
      ? arrayTrouble(manifest.answerFiles, array)
      : `is ${contentType}, which is not in contentTypes`;
    if (trouble === undefined) return [];
    const wanted = 'fix the handler, the graph or the manifest';
    return [wrongAnswer(where, `the answer to ${named} ${trouble}`, wanted)];
  }
  const outputs = outputsOf(answer.text, manifest);
  if (!outputs) {
    const found = `${named} is answered with ${answer.contentType}, which is not JSON`;
    return [
      wrongAnswer(where, found, 'make formatOutput return JSON when application/json is accepted'),
    ];
  }
  return outputs
    .flatMap((output) => violations(manifest.output, output))
    .map(({ pointer, detail }) =>
      wrongAnswer(
        where,
        `in the answer to ${named}, ${pointer || 'the root value'} ${detail}`,
        'fix the handler or the output schema',
      ),
    );
}

/** The one output, or each part of an answer that came in parts; undefined when the answer is not JSON. */
function outputsOf(text: string | undefined, { output }: ModelManifest): unknown[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  const { predictions } = (value ?? {}) as { predictions?: unknown };
  const inParts = Array.isArray(predictions) && !('predictions' in output.properties);
  return inParts ? (predictions as unknown[]) : [value];
}
