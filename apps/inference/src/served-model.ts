import type { ModelRuntime } from '@pilotlight/model-runtime';

/** A model as the routes see it: the one of the container, or one of a multi-model host. */
export interface ServedModel extends Pick<ModelRuntime, 'invoke' | 'refusal' | 'state'> {
  /** The manifest's name: what logs and metrics call it. */
  readonly label: string;
}

/** What a container serves. */
export interface Models {
  /** Those that there are now. */
  models(): Iterable<ServedModel>;
  /** Ends their workers. */
  close(): Promise<void>;
}
