import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { unpack } from './unpack.ts';

/** SageMaker gives a container this long to load a model, also after the caller has given up. */
const LOAD_MILLISECONDS = 360_000;

const MEMORY_SHORT = 507;
const ALREADY_LOADED = 409;

/** The container refused to load a model. */
export class LoadRefusal extends Error {
  readonly status: number;
  readonly body: Buffer;

  constructor(status: number, body: Buffer) {
    super(`the container answered ${status} to the request to load a model`);
    this.status = status;
    this.body = body;
  }
}

/** The caller may wait no longer for the model; it continues to load. */
export class NotReady extends Error {}

export interface ContainerModelsSpec {
  /** The container's address. */
  readonly url: string;
  /** The container's own directory for bundles. */
  readonly directory: string;
  /** Whether a model stays loaded after its invocation. */
  readonly cached: boolean;
  /** Finds the archive of a target model. It may throw, which then is the caller's error. */
  readonly archiveOf: (target: string) => Promise<string>;
}

interface LoadedModel {
  /** Opaque to the container. */
  readonly name: string;
  readonly ready: Promise<void>;
  loaded: boolean;
  inUse: number;
  lastUsed: number;
}

/**
 * The models that one container of a multi-model endpoint has loaded, through the container's own API: `POST /models`
 * when a model is first asked for, and `DELETE` of the least recently used one when memory is short.
 */
export class ContainerModels {
  readonly #spec: ContainerModelsSpec;
  /** By target model. */
  readonly #models = new Map<string, LoadedModel>();
  #uses = 0;

  constructor(spec: ContainerModelsSpec) {
    this.#spec = spec;
  }

  /**
   * Runs `work` with the path that invokes `target`, once that is loaded.
   * @throws NotReady when `signal` aborts first; LoadRefusal; and what `archiveOf` throws
   */
  async use<Answer>(
    target: string,
    signal: AbortSignal,
    work: (path: string) => Promise<Answer>,
  ): Promise<Answer> {
    const model = this.#models.get(target) ?? this.#start(target);
    model.inUse += 1;
    try {
      await until(model.ready, signal);
      return await work(`/models/${model.name}/invoke`);
    } finally {
      model.inUse -= 1;
      model.lastUsed = this.#uses += 1;
      if (!this.#spec.cached && isIdle(model)) await this.#unload(target, model);
    }
  }

  #start(target: string): LoadedModel {
    const name = randomUUID().replaceAll('-', '');
    const ready = this.#load(target, name);
    const model: LoadedModel = { name, ready, loaded: false, inUse: 0, lastUsed: 0 };
    this.#models.set(target, model);
    ready.then(
      () => void (model.loaded = true),
      // The next caller tries again.
      () => this.#forget(target, model),
    );
    return model;
  }

  async #load(target: string, name: string): Promise<void> {
    const url = join(this.#spec.directory, name, 'model');
    const archive = await this.#spec.archiveOf(target);
    await unpack(archive, url).catch((error: unknown) => {
      // SageMaker's own text is not known.
      throw new AwsError(
        'ValidationError',
        `Failed to extract the model data archive ${target}: ${String(error)}`,
      );
    });
    for (;;) {
      const { ok, status, body } = await this.#post({ model_name: name, url });
      if (ok || status === ALREADY_LOADED) return;
      if (status !== MEMORY_SHORT || !(await this.#makeRoom())) throw new LoadRefusal(status, body);
    }
  }

  async #post(request: object): Promise<{ ok: boolean; status: number; body: Buffer }> {
    const response = await fetch(`${this.#spec.url}/models`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(LOAD_MILLISECONDS),
    });
    const body = Buffer.from(await response.arrayBuffer());
    return { ok: response.ok, status: response.status, body };
  }

  /** Unloads the least recently used model that is not in use. @returns whether there was one */
  async #makeRoom(): Promise<boolean> {
    const idle = [...this.#models].filter(([, model]) => isIdle(model));
    const [oldest] = idle.sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    if (!oldest) return false;
    await this.#unload(...oldest);
    return true;
  }

  async #unload(target: string, model: LoadedModel): Promise<void> {
    this.#models.delete(target);
    const response = await fetch(`${this.#spec.url}/models/${model.name}`, { method: 'DELETE' });
    await response.arrayBuffer();
    this.#forget(target, model);
  }

  #forget(target: string, model: LoadedModel): void {
    if (this.#models.get(target) === model) this.#models.delete(target);
    removeDirectory(join(this.#spec.directory, model.name));
  }
}

const isIdle = ({ loaded, inUse }: LoadedModel) => loaded && inUse === 0;

/** @throws NotReady when `signal` aborts before the promise settles */
function until(ready: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new NotReady());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([ready, promise]).finally(() => signal.removeEventListener('abort', stop));
}
