import { modelMemoryBytes, ProblemError } from '@pilotlight/contracts';
import type { Bundle, ModelRuntime } from '@pilotlight/model-runtime';
import { SERVER_LIMITS } from '../limits.ts';
import type { Models } from '../served-model.ts';
import type { FoundBundle } from './find-bundle.ts';
import { loadFailure } from './load-failure.ts';
import { LoadedModel, modelUnknown } from './loaded-model.ts';
import { MemoryBudget } from './memory-budget.ts';

/** A model in SageMaker's format. */
export interface ModelDescription {
  readonly modelName: string;
  readonly modelUrl: string;
}

export interface ModelHostOptions {
  /** @throws ProblemError when it is not a bundle, or may not be loaded */
  find(url: string): Promise<FoundBundle>;
  /** Default: from its manifest, or else 1, because many models share the processors. */
  readonly workersPerModel?: number | undefined;
  /** Starts a bundle with this number of workers. */
  start(bundle: Bundle, workers: number): ModelRuntime;
  readonly memory?: MemoryBudget;
}

/** The models that SageMaker has loaded, under the names it chose. */
export class ModelHost implements Models {
  /** Called for each label that no loaded model has any more. */
  onForgotten: (label: string) => void = () => undefined;
  readonly #options: ModelHostOptions;
  readonly #memory: MemoryBudget;
  readonly #loading = new Map<string, Promise<LoadedModel>>();
  readonly #loaded = new Map<string, LoadedModel>();
  readonly #leaving = new Map<string, Promise<void>>();
  #closed = false;

  constructor(options: ModelHostOptions) {
    this.#options = options;
    this.#memory = options.memory ?? new MemoryBudget();
  }

  models(): Iterable<LoadedModel> {
    return this.#loaded.values();
  }

  /** @throws ProblemError when it is not loaded */
  find(name: string): LoadedModel {
    const model = this.#loaded.get(name);
    if (!model) throw modelUnknown(name);
    return model;
  }

  /** @throws ProblemError when it is not loaded */
  describe(name: string): ModelDescription {
    return description(this.find(name));
  }

  /** One page of the loaded models by name, from the one after `after`. */
  list(after: string): { models: ModelDescription[]; nextPageToken?: string } {
    const names = [...this.#loaded.keys()].filter((name) => name > after).sort();
    const page = names.slice(0, SERVER_LIMITS.modelsPage);
    const models = page.map((name) => this.describe(name));
    const last = page.at(-1);
    return last !== undefined && names.length > page.length
      ? { models, nextPageToken: last }
      : { models };
  }

  /**
   * Loads the bundle at `url` as `name`. First waits if a model of that name is being loaded or unloaded.
   * @throws ProblemError `model_already_loaded`, `memory_short`, or `request_invalid` for a bundle that is not valid
   */
  async load(name: string, url: string): Promise<ModelDescription> {
    for (;;) {
      if (this.#closed) throw new ProblemError('request_invalid', 'The container is shutting down');
      const [leaving, loading] = [this.#leaving.get(name), this.#loading.get(name)];
      if (!leaving && !loading) break;
      await leaving?.catch(() => undefined);
      await loading;
    }
    if (this.#loaded.has(name)) {
      throw new ProblemError('model_already_loaded', `The model ${name} is already loaded`);
    }
    const loading = this.#start(name, url);
    this.#loading.set(name, loading);
    try {
      const model = await loading;
      this.#loaded.set(name, model);
      return description(model);
    } finally {
      this.#loading.delete(name);
    }
  }

  /**
   * Refuses new invocations for `name`, lets those in flight finish, and frees its memory.
   * @throws ProblemError when it is not loaded
   */
  async unload(name: string): Promise<void> {
    const loading = this.#loading.get(name);
    if (loading) await loading.catch(() => undefined);
    const model = this.find(name);
    this.#loaded.delete(name);
    const leaving = model.unload();
    this.#leaving.set(name, leaving);
    try {
      await leaving;
    } finally {
      this.#leaving.delete(name);
      const { label } = model;
      const kept = [...this.#loaded.values()].some((other) => other.label === label);
      if (!kept) this.onForgotten(label);
    }
  }

  /** Unloads all models; no more can be loaded. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#loading.values());
    await Promise.allSettled([...this.#loaded.keys()].map((name) => this.unload(name)));
    await Promise.allSettled(this.#leaving.values());
  }

  async #start(name: string, url: string): Promise<LoadedModel> {
    const { bundle, size } = await this.#options.find(url);
    const { name: label, tuning } = bundle.manifest;
    const workers = this.#options.workersPerModel ?? tuning?.workers ?? 1;
    const giveBack = this.#memory.reserve(modelMemoryBytes(size, workers));
    try {
      const runtime = this.#options.start(bundle, workers);
      try {
        await runtime.loaded;
      } catch (error) {
        await runtime.close();
        throw loadFailure(error as Error);
      }
      return new LoadedModel({ name, url, label }, runtime);
    } finally {
      giveBack();
    }
  }
}

function description({ name, url }: LoadedModel): ModelDescription {
  return { modelName: name, modelUrl: url };
}
