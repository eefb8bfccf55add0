import { ProblemError } from '@pilotlight/contracts';
import type {
  Answer,
  Caller,
  Invocation,
  ModelRuntime,
  OverloadedError,
  RuntimeState,
} from '@pilotlight/model-runtime';
import type { ServedModel } from '../served-model.ts';

/** A model of a multi-model host, until it is unloaded. */
export class LoadedModel implements ServedModel {
  readonly name: string;
  readonly url: string;
  readonly label: string;
  readonly #runtime: ModelRuntime;
  readonly #idle = Promise.withResolvers<undefined>();
  #underWay = 0;
  #leaving: Promise<void> | undefined;

  constructor(of: { name: string; url: string; label: string }, runtime: ModelRuntime) {
    this.name = of.name;
    this.url = of.url;
    this.label = of.label;
    this.#runtime = runtime;
  }

  refusal(bytes: number): OverloadedError | undefined {
    return this.#runtime.refusal(bytes);
  }

  state(): RuntimeState {
    return this.#runtime.state();
  }

  /** @throws ProblemError once it is being unloaded; and as the runtime does */
  async invoke(invocation: Invocation, caller?: Caller): Promise<Answer> {
    if (this.#leaving) throw modelUnknown(this.name);
    this.#underWay += 1;
    try {
      const answer = await this.#runtime.invoke(invocation, caller);
      // Settles when the last part of a stream is sent.
      answer.timings.then(this.#left, this.#left);
      return answer;
    } catch (error) {
      this.#left();
      throw error;
    }
  }

  /** Refuses new invocations, finishes those in flight, then frees the memory. Idempotent. */
  unload(): Promise<void> {
    return (this.#leaving ??= this.#unload());
  }

  async #unload(): Promise<void> {
    if (this.#underWay > 0) await this.#idle.promise;
    await this.#runtime.close();
  }

  readonly #left = (): void => {
    this.#underWay -= 1;
    if (this.#leaving && this.#underWay === 0) this.#idle.resolve(undefined);
  };
}

export function modelUnknown(name: string): ProblemError {
  return new ProblemError('model_unknown', `The model ${name} is not loaded here`);
}
