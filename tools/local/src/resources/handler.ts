import type { Static, TObject } from 'typebox';
import type { Account } from '../cloud/context.ts';

/** What a handler works with. `Controls` are the controls of its own service: `{ lambda: LambdaControl }`. */
export interface HandlerContext<Controls = object> {
  readonly cloud: Account & Controls;
  /** The program's working directory: relative paths of assets and build contexts start here. */
  readonly programDirectory: string;
  /** Where archives are unpacked. It has no `node_modules` above it, as Lambda has none. */
  readonly scratchDirectory: string;
  /** Called for each function that was created or changed. */
  readonly onFunction?: (name: string) => void;
}

/** One invalid input. */
export interface Failure {
  /** The path of the input, such as `environment.variables.TABLE_NAME`. */
  readonly property: string;
  readonly reason: string;
}

export type Inputs = Readonly<Record<string, unknown>>;
export type Outputs = Readonly<Record<string, unknown>>;

/** The result of a create: the provider's id, and the outputs that only the creation returns. */
export interface Created {
  readonly id: string;
  readonly outputs: Outputs;
}

/** How a name is generated when the program gives none: `RESOURCE-7hex`, as in Pulumi's own providers. */
export interface Autoname {
  readonly property: string;
  readonly maxLength: number;
  readonly lowerCase?: boolean;
}

/**
 * One resource type of a provider, implemented on the local cloud. Inputs and outputs are in Pulumi's spelling. A
 * resource's outputs are its defaults, its inputs and what `create` or `update` returns; later ones win.
 */
export interface Handler<Controls = object, S extends TObject = TObject> {
  readonly type: string;
  /** Every input that the local cloud knows; any other is refused by its name. */
  readonly inputs: S;
  /** The provider's defaults for inputs that are not given. */
  readonly defaults?: Partial<Static<S>>;
  readonly autoname?: Autoname;
  /** Inputs that cannot change in place, as with the real provider. */
  readonly replaceOnChanges: readonly string[];
  /** Those of `changed` that cannot change in place because of the other inputs. */
  replaces?(inputs: Static<S>, changed: readonly string[]): string[];
  /** Inputs whose changes are ignored, such as a password that is new on each run. */
  readonly notCompared?: readonly string[];
  /** Outputs that an update may change: unknown in its preview. */
  readonly changedByUpdate?: readonly string[];
  /** Checks what the schema cannot express. It runs once every input is known. */
  check?(inputs: Static<S>): Failure[];
  /** @returns the inputs whose content changed although their value did not, such as a directory's */
  drift?(inputs: Static<S>, outputs: Outputs, context: HandlerContext<Controls>): Promise<string[]>;
  create(inputs: Static<S>, context: HandlerContext<Controls>): Promise<Created> | Created;
  /** Absent when every input is in `replaceOnChanges`. @returns the outputs that the update sets */
  update?(
    id: string,
    inputs: Static<S>,
    context: HandlerContext<Controls>,
    outputs: Outputs,
  ): Promise<Outputs> | Outputs;
  delete(id: string, outputs: Outputs, context: HandlerContext<Controls>): Promise<void> | void;
  /** Whether deleting another resource deleted this one too: one with `retainOnDelete` is not deleted on its own. */
  gone?(outputs: Outputs, context: HandlerContext<Controls>): boolean;
  /** @returns the current values of outputs that may change outside the program, or `'gone'` */
  read?(
    id: string,
    outputs: Outputs,
    context: HandlerContext<Controls>,
  ): Promise<Outputs | 'gone'> | Outputs | 'gone';
}

/**
 * @returns a function that types a handler by the controls of its service and by the schema of its inputs. The drivers
 * check the inputs against that schema before they call any other member.
 */
export function handlersFor<Controls = object>() {
  return <S extends TObject>(handler: Handler<Controls, S>): Handler<Controls> =>
    handler as unknown as Handler<Controls>;
}

/** A function of a provider, such as `aws.getRegion()`. */
export interface Invoke<Controls = object> {
  readonly token: string;
  /** The arguments that it knows besides the region; none changes its answer. */
  readonly arguments?: readonly string[];
  answer(cloud: Account & Controls): Outputs;
}
