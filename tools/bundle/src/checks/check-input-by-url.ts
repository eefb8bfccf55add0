import { contentTypesOf, JSON_MEDIA_TYPE } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MANIFEST } from '../names.ts';
import type { Subject } from '../subject.ts';

const wrong = findingsOf('input-by-url');
const WHERE = `${MANIFEST}#/inputByUrl`;

/** Whether a picture that is given by its URL can take the place of the input, and reaches the model. */
export function checkInputByUrl({ manifest }: Subject): Finding[] {
  const { inputByUrl } = manifest ?? {};
  if (!manifest || !inputByUrl) return [];
  const { property, field, mediaTypes } = inputByUrl;
  const { properties, required = [] } = manifest.input;
  const findings: Finding[] = [];
  const schema = properties[property];
  if (schema?.['contentEncoding'] !== 'base64') {
    findings.push(
      wrong(
        `${WHERE}/property`,
        `is "${property}", which is not a property with contentEncoding base64`,
        'name the input property that holds the picture',
      ),
    );
  }
  const others = required.filter((name) => name !== property);
  if (others.length > 0) {
    findings.push(
      wrong(
        WHERE,
        `leaves out ${others.join(', ')}, which input requires`,
        'require no property but that of the picture',
      ),
    );
  }
  if (field in properties) {
    findings.push(
      wrong(`${WHERE}/field`, `is "${field}", which is a property of input`, 'use another name'),
    );
  }
  const taken = contentTypesOf(manifest).input;
  return [
    ...findings,
    ...[JSON_MEDIA_TYPE, ...mediaTypes]
      .filter((type) => !taken.includes(type))
      .map((type) =>
        wrong(
          WHERE,
          `needs ${type} in contentTypes/input: the URL comes as JSON, the picture goes on as it is`,
          'add it there',
        ),
      ),
  ];
}
