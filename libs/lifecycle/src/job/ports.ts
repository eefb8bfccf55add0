import type { JobHost, Payload } from '@pilotlight/hosts';
import type { AnnouncedUpload, StoredFile } from '../queue/ports.ts';
import type { WakePorts } from '../wake/ports.ts';

export interface ObjectHead {
  readonly bytes: number;
  readonly contentType: string;
}

/** What a caller must upload: the URL takes nothing else. */
export interface UploadTerms extends AnnouncedUpload {
  readonly contentType: string;
  readonly checksumSHA256: string;
}

/** The objects of jobs in the stack's bucket (`BUCKET`). Every method may throw `CloudError`. */
export interface JobObjects {
  /** @returns undefined when there is no object with this key */
  head(key: string): Promise<ObjectHead | undefined>;
  /** @returns undefined when there is no object with this key */
  get(key: string): Promise<Payload | undefined>;
  put(key: string, payload: Payload): Promise<void>;
  /** A URL that takes one object of exactly this kind, and the headers to send with it. */
  urlToPut(
    key: string,
    terms: UploadTerms,
  ): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }>;
  /** A URL that gives the file, and until when (epoch milliseconds). */
  urlToGet(
    file: Pick<StoredFile, 'key'>,
  ): Promise<{ readonly url: string; readonly until: number }>;
}

export interface JobPorts extends WakePorts {
  readonly jobHost: JobHost;
  readonly objects: JobObjects;
  /** A random number in [0, 1), for the jitter of back-off pauses. */
  readonly random: () => number;
}
