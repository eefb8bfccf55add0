import { LIMITS } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import type { Clock, JobObjects, ObjectHead, UploadTerms } from '../src/index.ts';

/** The stack's bucket as far as jobs use it, in memory. */
export class SimulatedBucket implements JobObjects {
  readonly objects = new Map<string, Payload>();
  /** The terms of each upload, by key. */
  readonly terms = new Map<string, UploadTerms>();
  readonly calls: string[] = [];
  /** Runs before a method does its work; may throw. */
  before: Partial<Record<keyof JobObjects, (key: string) => Promise<void> | void>> = {};
  /** Runs before each look at an object: what should have happened by now happens. */
  settle: () => void = () => undefined;

  readonly #clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async #call(method: keyof JobObjects, key: string): Promise<void> {
    this.calls.push(`${method} ${key}`);
    await Promise.resolve();
    await this.before[method]?.(key);
    this.settle();
  }

  async head(key: string): Promise<ObjectHead | undefined> {
    await this.#call('head', key);
    const found = this.objects.get(key);
    return found && { bytes: found.body.byteLength, contentType: found.contentType };
  }

  async get(key: string): Promise<Payload | undefined> {
    await this.#call('get', key);
    return this.objects.get(key);
  }

  async put(key: string, payload: Payload): Promise<void> {
    await this.#call('put', key);
    this.objects.set(key, payload);
  }

  async urlToPut(key: string, terms: UploadTerms) {
    await this.#call('urlToPut', key);
    this.terms.set(key, terms);
    return { url: `https://bucket.test/${key}`, headers: { 'content-type': terms.contentType } };
  }

  async urlToGet({ key }: { readonly key: string }) {
    await this.#call('urlToGet', key);
    const until = this.#clock.now() + LIMITS.fileUrlSeconds * 1000;
    return { url: `https://bucket.test/${key}?signed`, until };
  }

  /** What a caller does with a presigned URL. @returns whether S3 took it */
  upload(key: string, payload: Payload): boolean {
    const terms = this.terms.get(key);
    const taken =
      terms !== undefined &&
      this.#clock.now() < terms.until &&
      terms.bytes === payload.body.byteLength &&
      terms.contentType === payload.contentType &&
      !this.objects.has(key);
    if (taken) this.objects.set(key, payload);
    return taken;
  }
}
