import { ProblemError, type InputByUrl } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';
import { fetchPicture } from './fetch-url/fetch-picture.ts';
import type { Network } from './fetch-url/network.ts';
import { UrlRefusal } from './fetch-url/url-refusal.ts';

/** Whether a JSON body gives a picture by its URL. */
export function givesUrl(body: unknown, { field }: InputByUrl): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, field);
}

/**
 * The request for the model with the picture at `url` as its body.
 * @throws ProblemError that says why it could not be fetched
 */
export async function pictureRequest(
  url: string,
  accept: string,
  { field, mediaTypes }: InputByUrl,
  network: Network,
): Promise<HostRequest> {
  try {
    return { ...(await fetchPicture(url, { mediaTypes, network })), accept };
  } catch (error) {
    if (!(error instanceof UrlRefusal)) throw error;
    const { code, message: detail } = error;
    throw new ProblemError(code, `The URL ${detail}.`, [{ pointer: `/${field}`, detail }]);
  }
}
