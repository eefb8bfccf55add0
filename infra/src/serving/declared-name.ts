import { DECLARED_SUFFIX } from '@pilotlight/contracts';
import { ENDPOINT_NAME_CHARACTERS, endpointName } from '../names.ts';

/** Why the endpoint that the program declares for a model cannot have its name. @param where the model's key */
export function declaredNameMistakes(
  prefix: string,
  model: string,
  kind: keyof typeof DECLARED_SUFFIX,
  where: string,
): string[] {
  const name = endpointName(prefix, model) + DECLARED_SUFFIX[kind];
  if (name.length <= ENDPOINT_NAME_CHARACTERS) return [];
  return [
    `${where} makes the endpoint's name "${name}", must be at most ${ENDPOINT_NAME_CHARACTERS} characters: use a shorter stack or model name`,
  ];
}
