import type { ModelManifest } from '@pilotlight/contracts';
import type {
  Answer,
  Caller,
  Invocation,
  ModelRuntime,
  OverloadedError,
  RuntimeState,
} from '@pilotlight/model-runtime';
import type { Models, ServedModel } from './served-model.ts';

/** The only model of a container. */
export class SingleModel implements ServedModel, Models {
  readonly label: string;
  /** Its name and version. */
  readonly title: string;
  readonly #runtime: ModelRuntime;

  constructor({ name, version }: Pick<ModelManifest, 'name' | 'version'>, runtime: ModelRuntime) {
    this.label = name;
    this.title = `${name} ${version}`;
    this.#runtime = runtime;
  }

  get loaded(): Promise<void> {
    return this.#runtime.loaded;
  }

  models(): [ServedModel] {
    return [this];
  }

  unready(): string | undefined {
    return this.#runtime.unready();
  }

  refusal(bytes: number): OverloadedError | undefined {
    return this.#runtime.refusal(bytes);
  }

  state(): RuntimeState {
    return this.#runtime.state();
  }

  invoke(invocation: Invocation, caller?: Caller): Promise<Answer> {
    return this.#runtime.invoke(invocation, caller);
  }

  close(): Promise<void> {
    return this.#runtime.close();
  }
}
