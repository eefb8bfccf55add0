import type { Static, TObject } from 'typebox';
import type { Cloud } from '../cloud/types.ts';

/** What every handler works with. */
export interface Context {
  readonly cloud: Cloud;
  /** Where the Pulumi program runs: relative paths of its assets and build contexts start here. */
  readonly programDirectory: string;
  /** Where archives are unpacked. It has no `node_modules` above it, as Lambda has none. */
  readonly scratchDirectory: string;
  /** Told of each function that was made or changed. */
  readonly onFunction?: (name: string) => void;
}

/** One input that is not as the provider wants it. */
export interface Failure {
  /** The path of the input, `environment.variables.TABLE_NAME` like. */
  readonly property: string;
  readonly reason: string;
}

export type Inputs = Readonly<Record<string, unknown>>;
export type Outputs = Readonly<Record<string, unknown>>;

/** What exists after a create: its provider id, and what only creation tells. */
export interface Created {
  readonly id: string;
  readonly outputs: Outputs;
}

/** Where a name comes from when the program gives none: `RESOURCE-7hex`, as Pulumi's own providers do. */
export interface Autoname {
  readonly property: string;
  readonly maxLength: number;
  readonly lowerCase?: boolean;
}

/**
 * One resource type of a provider, made real in the local cloud. Inputs and outputs are in Pulumi's spelling;
 * the outputs of a resource are its defaults, its inputs and what `create` or `update` answers, in that order.
 */
export interface Handler<S extends TObject = TObject> {
  readonly type: string;
  /** Every input that the local cloud knows; any other is refused by its name. */
  readonly inputs: S;
  /** What the provider fills in for an input that is not given. */
  readonly defaults?: Partial<Static<S>>;
  readonly autoname?: Autoname;
  /** Inputs that cannot change in place, as with the real provider. */
  readonly replaceOnChanges: readonly string[];
  /** Those of `changed` that cannot change in place because of the other inputs. */
  replaces?(inputs: Static<S>, changed: readonly string[]): string[];
  /** Inputs whose change means nothing, such as a password that is new at each run. */
  readonly notCompared?: readonly string[];
  /** Outputs that an update may change: unknown while one is previewed. */
  readonly changedByUpdate?: readonly string[];
  /** What the schema cannot say. It runs once every input is known. */
  check?(inputs: Static<S>): Failure[];
  /** Inputs whose meaning changed though their text did not, such as a directory's content. */
  drift?(inputs: Static<S>, outputs: Outputs, context: Context): Promise<string[]>;
  create(inputs: Static<S>, context: Context): Promise<Created> | Created;
  /** Absent where every input is in `replaceOnChanges`. @returns what the update tells */
  update?(
    id: string,
    inputs: Static<S>,
    context: Context,
    outputs: Outputs,
  ): Promise<Outputs> | Outputs;
  delete(id: string, outputs: Outputs, context: Context): Promise<void> | void;
  /** Whether another resource took it along when it was deleted: one with `retainOnDelete` is not deleted by itself. */
  gone?(outputs: Outputs, context: Context): boolean;
  /** @returns outputs that something else than the program may have changed, as they are now; or that it is gone */
  read?(
    id: string,
    outputs: Outputs,
    context: Context,
  ): Promise<Outputs | 'gone'> | Outputs | 'gone';
}

/**
 * A handler whose inputs are typed by its schema, in the form that the drivers use. They have checked the
 * inputs against that schema before they call any other member.
 */
export function defineHandler<S extends TObject>(handler: Handler<S>): Handler {
  return handler as unknown as Handler;
}
