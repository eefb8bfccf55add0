import type { RequestListener } from 'node:http';
import { fetchPicture, type FetchOptions } from '../../src/fetch-url/fetch-picture.ts';
import { UrlRefusal } from '../../src/fetch-url/url-refusal.ts';
import { testNetwork, type Names } from '../test-network.ts';

/** Fetches from a local server that stands for every public host. */
export async function fetching(answer: RequestListener, names: Names = {}) {
  const { network, lookups, destinations } = await testNetwork(answer, names);
  const fetched = (url: string, options: Partial<FetchOptions> = {}) =>
    fetchPicture(url, { mediaTypes: ['image/jpeg', 'image/png'], network, ...options });
  /** `CODE: detail` of the refusal. */
  const refusal = async (url: string, options: Partial<FetchOptions> = {}): Promise<string> => {
    try {
      await fetched(url, options);
    } catch (error) {
      if (error instanceof UrlRefusal) return `${error.code}: ${error.message}`;
      throw error;
    }
    throw new Error(`${url} was fetched`);
  };
  return { fetched, refusal, lookups, destinations };
}
