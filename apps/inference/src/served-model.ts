import type { ModelRuntime } from '@pilotlight/model-runtime';

/** A model as the routes use it: the container's only model, or one of a multi-model host. */
export interface ServedModel extends Pick<ModelRuntime, 'invoke' | 'refusal' | 'state'> {
  /** The manifest's name, used in logs and metrics. */
  readonly label: string;
}

/** The models of a container. */
export interface Models {
  /** The current models. */
  models(): Iterable<ServedModel>;
  /** Ends their workers. */
  close(): Promise<void>;
}
