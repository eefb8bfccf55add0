import type { Static, TObject } from 'typebox';
import type { Inputs, Outputs } from './handler.ts';

/** A child that a component has registered: its outputs, and what refers to it as a resource. */
export interface Registered {
  readonly reference: unknown;
  readonly outputs: Outputs;
}

/** Registers a child of the component with its driver. */
export type Register = (type: string, name: string, inputs: Inputs) => Promise<Registered>;

/** A component whose children its provider makes (awsx), not the program. */
export interface RemoteComponent<S extends TObject = TObject> {
  readonly type: string;
  readonly inputs: S;
  construct(name: string, inputs: Static<S>, register: Register): Promise<Outputs>;
}

/** A component typed by its schema, in the form that the drivers use; they check the inputs first. */
export function defineComponent<S extends TObject>(component: RemoteComponent<S>): RemoteComponent {
  return component as unknown as RemoteComponent;
}
