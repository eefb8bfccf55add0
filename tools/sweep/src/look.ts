import { ENDPOINT_TAGS, NAME_PREFIX } from '@pilotlight/contracts';
import { words, type Cloud, type Kept } from './cloud.ts';
import type { Endpoint, Memory, Owner, Sight } from './sight.ts';

/** The endpoints that the functions of the region name, or why that is not known. */
export type Keeping = readonly Kept[] | { readonly unread: string };

/**
 * Reads which endpoints the functions name. Must be called after the endpoints were listed: otherwise a stack that is
 * created in between would be missed.
 */
export async function readKeeping(cloud: Cloud): Promise<Keeping> {
  try {
    return await cloud.listKept();
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
  const keeper = 'unread' in keeping ? undefined : keeperOf(keeping, endpoint);
  const isOurs = maker ?? keeper ?? (!tags || endpoint.name.startsWith(NAME_PREFIX));
  if (!isOurs) return undefined;
  if ('unread' in keeping) unread.push(keeping.unread);
  const owner = keeper ?? maker;
  const memory: Memory | undefined =
    owner && (await attempt(`table ${owner.table}`, cloud.remembers(owner)));
  const madeOn = tags?.[ENDPOINT_TAGS.instanceType];
  return { endpoint, maker, madeOn, keeper, memory, unread };
}

function makerOf(tags: Readonly<Record<string, string>>): Owner | undefined {
  const { [ENDPOINT_TAGS.table]: table, [ENDPOINT_TAGS.model]: model } = tags;
  return table && model ? { table, model } : undefined;
}

function keeperOf(keeping: readonly Kept[], { name }: Endpoint): Owner | undefined {
  const kept = keeping.find(({ endpointName }) => endpointName === name);
  return kept && { table: kept.table, model: kept.model };
}
