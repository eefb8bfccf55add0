import type { Static, TObject } from 'typebox';
import type { Inputs, Outputs } from './handler.ts';

/** A child that a component has registered: its outputs, and its resource reference. */
export interface Registered {
  readonly reference: unknown;
  readonly outputs: Outputs;
}

/** Registers a child of the component with its driver. */
export type Register = (type: string, name: string, inputs: Inputs) => Promise<Registered>;

/** A component whose children are created by its provider (awsx), not by the program. */
export interface RemoteComponent<S extends TObject = TObject> {
  readonly type: string;
  readonly inputs: S;
  construct(name: string, inputs: Static<S>, register: Register): Promise<Outputs>;
}

/** Types a component by its schema. The drivers check the inputs first. */
export function defineComponent<S extends TObject>(component: RemoteComponent<S>): RemoteComponent {
  return component as unknown as RemoteComponent;
}
