import { ENDPOINT_TAGS, NAME_PREFIX } from '@pilotlight/contracts';
import { words, type Cloud, type Kept, type Stacks } from './cloud.ts';
import { stackOf } from './names.ts';
import type { Endpoint, Memory, Owner, Sight } from './sight.ts';

/** What the stacks of the region own, or why none of it is known. */
export type Keeping = Stacks | { readonly unread: string };

/**
 * Asks the stacks what they own. Must be called after the endpoints were listed: otherwise a stack that is created in
 * between would be missed.
 */
export async function readKeeping(cloud: Cloud): Promise<Keeping> {
  try {
    return await cloud.readStacks();
  } catch (error) {
    return { unread: `the functions could not be read: ${words(error)}` };
  }
}

/** @returns undefined for an endpoint that is not ours */
export async function look(
  cloud: Cloud,
  endpoint: Endpoint,
  keeping: Keeping,
): Promise<Sight | undefined> {
  const unread: string[] = [];
  const attempt = async <T>(what: string, read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (error) {
      unread.push(`${what} could not be read: ${words(error)}`);
      return undefined;
    }
  };

  const tags = await attempt('its tags', cloud.tagsOf(endpoint));
  const maker = tags && makerOf(tags);
  const keeper = 'unread' in keeping ? undefined : keeperOf(keeping.kept, endpoint);
  const isOurs = maker ?? keeper ?? (!tags || endpoint.name.startsWith(NAME_PREFIX));
  if (!isOurs) return undefined;
  const owner = keeper ?? maker;
  if ('unread' in keeping) unread.push(keeping.unread);
  else unread.push(...silenceAbout(keeping, endpoint, owner, tags?.[ENDPOINT_TAGS.stack]));
  const memory: Memory | undefined =
    owner && (await attempt(`table ${owner.table}`, cloud.remembers(owner)));
  const madeOn = tags?.[ENDPOINT_TAGS.instanceType];
  return { endpoint, maker, madeOn, keeper, memory, unread };
}

function makerOf(tags: Readonly<Record<string, string>>): Owner | undefined {
  const { [ENDPOINT_TAGS.table]: table, [ENDPOINT_TAGS.model]: key } = tags;
  return table && key ? { table, key } : undefined;
}

function keeperOf(keeping: readonly Kept[], { name }: Endpoint): Owner | undefined {
  const kept = keeping.find(({ endpointName }) => endpointName === name);
  return kept && { table: kept.table, key: kept.key };
}

/**
 * Why the endpoint may belong to a stack that did not say what it owns: its name, its table or its tag is of that stack,
 * or none of them tells the stack.
 */
function silenceAbout(
  { silent }: Stacks,
  endpoint: Endpoint,
  owner: Owner | undefined,
  tag: string | undefined,
): string[] {
  const candidates = [stackOf(endpoint.name), owner && stackOf(owner.table), tag];
  const stacks = candidates.filter((stack) => stack !== undefined);
  return silent
    .filter(({ stack }) => stacks.length === 0 || stacks.includes(stack))
    .map(({ why }) => why);
}
