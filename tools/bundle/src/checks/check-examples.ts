import { type ModelManifest, type ProblemDetail, violations } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MANIFEST } from '../names.ts';
import type { Subject } from '../subject.ts';

/** Whether the examples, the labels and the exercise of the manifest agree with its schemas. */
export function checkExamples({ manifest }: Subject): Finding[] {
  if (!manifest) return [];
  return [...checkInputs(manifest), ...checkLabels(manifest), ...checkExercise(manifest)];
}

function checkInputs(manifest: ModelManifest): Finding[] {
  return manifest.examples.flatMap(({ title, input }, index) =>
    misfits(manifest, input).map(({ pointer, detail }) =>
      findingsOf('example-input')(
        `${MANIFEST}#/examples/${index}/input${pointer}`,
        `of the example "${title}" ${detail}`,
        'fix the example or the input schema',
      ),
    ),
  );
}

/** Empty when the schema itself is not usable, which has its own finding. */
function misfits({ input }: ModelManifest, value: unknown): readonly ProblemDetail[] {
  try {
    return violations(input, value);
  } catch {
    return [];
  }
}

function checkLabels({ labels }: ModelManifest): Finding[] {
  const names = labels.map(({ name }) => name);
  return labels.flatMap(({ name }, index) =>
    names.indexOf(name) === index
      ? []
      : findingsOf('label-unique')(
          `${MANIFEST}#/labels/${index}`,
          `has the name "${name}", as label ${names.indexOf(name)} has`,
          'give each label a unique name, in the order of the outputs',
        ),
  );
}

function checkExercise({ exercise, input, output }: ModelManifest): Finding[] {
  if (!exercise) return [];
  const wrong = findingsOf('exercise-field');
  const inputs = Object.keys(input.properties);
  const outputs = Object.keys(output.properties);
  const fields = [
    ['given', inputs],
    ['asked', inputs],
    ['target', outputs],
  ] as const;
  const findings = fields
    .filter(([role, known]) => !known.includes(exercise[role]))
    .map(([role, known]) =>
      wrong(
        `${MANIFEST}#/exercise/${role}`,
        `is "${exercise[role]}", which is not a property`,
        `use one of ${known.join(', ')}`,
      ),
    );
  const values: unknown = output.properties[exercise.target]?.['enum'];
  if (!Array.isArray(values)) return findings;
  const unreachable = exercise.goals.filter(({ label }) => !values.includes(label));
  return [
    ...findings,
    ...unreachable.map(({ label }) =>
      wrong(
        `${MANIFEST}#/exercise/goals`,
        `have the goal "${label}", which is not a value of ${exercise.target}`,
        `use one of ${values.join(', ')}`,
      ),
    ),
  ];
}
