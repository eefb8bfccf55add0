import { LoaderRequest, parse } from '@pilotlight/contracts';
import type { Readable } from 'node:stream';
import type { Log } from '../log.ts';
import { loadBundle } from './load-bundle.ts';
import { tidy } from './tidy.ts';

export interface LoaderOptions {
  /** Where the file system is mounted; it has a folder for each model. */
  readonly mount: string;
  /** The folder of the programs that can be copied beside a bundle. */
  readonly programs: string;
  /** The content of an object of S3. */
  readonly fetch: (bucket: string, key: string) => Promise<Readable>;
  readonly log: Log;
}

/** @returns the handler of the loader, which does what a deployment asks for, or throws the reason */
export function createLoader({ mount, programs, fetch, log }: LoaderOptions) {
  return async (event: unknown): Promise<object> => {
    const request = parse(LoaderRequest, event, 'the request of the loader');
    const started = performance.now();
    const done =
      request.files === 'load'
        ? await loadBundle(request, { mount, programs, fetch })
        : await tidy(request, mount);
    log('info', request.files, { ...done, ms: Math.round(performance.now() - started) });
    return done;
  };
}
