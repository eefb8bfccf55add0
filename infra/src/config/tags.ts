import { ENDPOINT_TAGS, Tags, violations } from '@pilotlight/contracts';
import { Type } from 'typebox';

const KEY = 'aws:defaultTags';

/** SageMaker allows 50 tags for an endpoint; a wake adds its own, and some are left for AWS's. */
const TAGS_MOST = 40;

const DefaultTags = Type.Object({ tags: Type.Optional(Tags) }, { additionalProperties: false });

export interface StackTags {
  readonly tags: Tags;
  readonly mistakes: readonly string[];
}

/**
 * The tags that Pulumi's AWS provider puts on everything, and the one that the functions' policies check.
 * @param all Pulumi's whole configuration
 */
export function readTags(all: Readonly<Record<string, string>>, stack: string): StackTags {
  const text = all[KEY] ?? '{}';
  const wrong = (wanted: string) => ({
    tags: {},
    mistakes: [`${KEY} is ${text}, must be ${wanted}`],
  });
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return wrong('JSON such as {"tags":{"team":"a"}}');
  }
  if (violations(DefaultTags, given).length > 0) {
    return wrong('an object of strings under `tags`, such as {"tags":{"team":"a"}}');
  }
  const { tags: defaults = {} } = given as Type.Static<typeof DefaultTags>;
  const own = { [ENDPOINT_TAGS.stack]: stack };
  const named = defaults[ENDPOINT_TAGS.stack] ?? stack;
  if (named !== stack) {
    return wrong(`without the tag ${ENDPOINT_TAGS.stack}, or with "${stack}" as its value`);
  }
  const tags = { ...defaults, ...own };
  if (Object.keys(tags).length > TAGS_MOST) {
    return wrong(`at most ${TAGS_MOST} tags, including ${ENDPOINT_TAGS.stack}`);
  }
  return { tags, mistakes: [] };
}
