import { contentTypesOf } from '@pilotlight/contracts';
import { givenTypes, takenTypes } from '@pilotlight/model-runtime';
import { type Finding, findingsOf } from '../finding.ts';
import { MANIFEST } from '../names.ts';
import type { Subject } from '../subject.ts';

const unserved = findingsOf('content-type');

/**
 * Whether the runtime takes and gives the content types of the manifest.
 * @param hooks the handler's exports: with `parseInput` or `formatOutput` the handler decides itself
 */
export function checkContentTypes({ manifest }: Subject, hooks: ReadonlySet<string>): Finding[] {
  if (!manifest) return [];
  const { input, output } = contentTypesOf(manifest);
  return [
    ...beyond('input', input, hooks.has('parseInput') ? undefined : takenTypes(manifest)),
    ...beyond('output', output, hooks.has('formatOutput') ? undefined : givenTypes(manifest)),
  ];
}

function beyond(
  side: 'input' | 'output',
  declared: readonly string[],
  served: readonly string[] | undefined,
): Finding[] {
  if (!served) return [];
  const [does, hook] = side === 'input' ? ['takes', 'parseInput'] : ['gives', 'formatOutput'];
  return declared
    .filter((type) => !served.includes(type))
    .map((type) =>
      unserved(
        `${MANIFEST}#/contentTypes/${side}`,
        `has ${type}, but the runtime ${does} only ${served.join(', ')} for this model`,
        `leave it out, or export ${hook} from the handler`,
      ),
    );
}
