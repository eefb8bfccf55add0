import { Failure } from '../api/failure.ts';

/**
 * The SHA-256 of a file, in base64.
 * @throws Failure where the browser does not offer it: on pages that came by plain HTTP from another machine
 */
export async function checksum(blob: Blob): Promise<string> {
  // The type says that it is always there.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) {
    throw new Failure(400, {
      title: 'This page cannot upload here',
      detail:
        'Browsers compute the checksum of an upload only on https or localhost. Open the page there.',
    });
  }
  const digest = await subtle.digest('SHA-256', await blob.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
