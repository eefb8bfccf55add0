import { type JsonSchemaObject, violations } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MANIFEST } from '../names.ts';
import type { Subject } from '../subject.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
/** A schema with one of these keywords needs no type. */
const TYPELESS = ['enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref', 'not', 'if'];
/** Pairs of keywords: the first must not be above the second. */
const BOUNDS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

type Schema = Readonly<Record<string, unknown>>;

const property = findingsOf('schema-property');
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether `input` and `output` of the manifest are usable schemas. */
export function checkSchemas({ manifest }: Subject): Finding[] {
  if (!manifest) return [];
  return (['input', 'output'] as const).flatMap((side) => {
    const where = `${MANIFEST}#/${side}`;
    const found = checkSchema(manifest[side], where);
    if (Object.keys(manifest[side].properties).length === 0) {
      found.push(property(where, 'has no properties', 'describe what the model takes and returns'));
    }
    return found.length > 0 ? found : unusable(manifest[side], where);
  });
}

/** Errors that only the validator finds, such as a pattern that is not a regular expression. */
function unusable(schema: JsonSchemaObject, where: string): Finding[] {
  try {
    violations(schema, {});
    return [];
  } catch (error) {
    return [property(where, `is not a usable JSON Schema (${(error as Error).message})`, 'fix it')];
  }
}

function checkSchema(schema: Schema, where: string): Finding[] {
  return [
    ...checkType(schema, where),
    ...checkBounds(schema, where),
    ...checkRequired(schema, where),
    ...parts(schema).flatMap(([path, part]) =>
      isSchema(part)
        ? checkSchema(part, `${where}/${path}`)
        : [
            property(
              `${where}/${path}`,
              'is not a schema',
              'write an object such as {"type": "string"}',
            ),
          ],
    ),
  ];
}

function checkType({ type, ...schema }: Schema, where: string): Finding[] {
  if (type === undefined) {
    if (TYPELESS.some((keyword) => keyword in schema)) return [];
    return [property(where, 'has no type', `give it one of ${TYPES.join(', ')}`)];
  }
  const unknown = [type].flat().filter((name) => !TYPES.includes(name as string));
  return unknown.map((name) =>
    property(
      where,
      `has the unknown type ${JSON.stringify(name)}`,
      `use one of ${TYPES.join(', ')}`,
    ),
  );
}

function checkBounds(schema: Schema, where: string): Finding[] {
  const findings = BOUNDS.filter(
    ([least, most]) => Number(schema[least]) > Number(schema[most]),
  ).map(([least, most]) =>
    property(where, `has ${least} ${schema[least]} above ${most} ${schema[most]}`, 'swap them'),
  );
  if (Array.isArray(schema['enum']) && schema['enum'].length === 0) {
    findings.push(property(where, 'has an empty enum', 'list the values, or leave enum out'));
  }
  if (typeof schema['pattern'] === 'string' && !isPattern(schema['pattern'])) {
    findings.push(
      property(where, `has a pattern that is not a regular expression`, 'fix or drop the pattern'),
    );
  }
  return findings;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function checkRequired({ required, properties }: Schema, where: string): Finding[] {
  if (!Array.isArray(required)) return [];
  const known = Object.keys(isSchema(properties) ? properties : {});
  return required
    .filter((name) => !known.includes(name as string))
    .map((name) =>
      findingsOf('schema-required')(
        where,
        `requires ${JSON.stringify(name)}, which is not a property`,
        `use one of ${known.join(', ') || '(it has none)'}, or add it`,
      ),
    );
}

function parts({ properties, items }: Schema): [path: string, part: unknown][] {
  const named = isSchema(properties) ? Object.entries(properties) : [];
  return [
    ...named.map(([name, part]): [string, unknown] => [`properties/${name}`, part]),
    ...(items === undefined || typeof items === 'boolean'
      ? []
      : ([['items', items]] as [string, unknown][])),
  ];
}
