import { type Finding, findingsOf } from '../finding.ts';
import { HANDLER } from '../names.ts';

const network = findingsOf('handler-network');

/** The handler tried to reach `target`, whether or not it caught the error. */
export const connectionFinding = (target: string): Finding =>
  network(
    HANDLER,
    `connects to ${target}, but there is no network while it is linted`,
    'put what it fetches into the bundle: a model must start and answer without the network',
  );

/** Advice for a failure of a model's code that the image is known to cause; for any other, `otherwise`. */
export function adviceOn(failure: string, otherwise: string): string {
  const relative = /ENOENT: no such file or directory, \w+ '(?![/\\]|\w:)([^']+)'/.exec(
    failure,
  )?.[1];
  if (relative !== undefined) {
    return (
      `the working directory is not the model's folder: read join(directory, "${relative}") with the directory that ` +
      `loadModel gets, or new URL("../${relative}", import.meta.url)`
    );
  }
  if (failure.includes('Failed to construct locale')) {
    return 'give StringNormalizer the locale en_US.UTF-8, its default: the image has only that and C.UTF-8';
  }
  if (failure.includes('takes longer than')) {
    return 'check whether it waits for something that never comes, or loops forever';
  }
  return otherwise;
}
