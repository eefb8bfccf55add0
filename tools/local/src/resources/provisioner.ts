import type { Context } from './context.ts';
import type { Created, Handler, Inputs, Outputs } from './handler.ts';

interface Entry {
  readonly handler: Handler;
  readonly id: string;
  outputs: Outputs;
}

/** Calls the handlers, and tracks which resources exist in this cloud. */
export interface Provisioner {
  /** @returns the id and every output, defaults and inputs included */
  create(handler: Handler, inputs: Inputs): Promise<Created>;
  update(handler: Handler, id: string, inputs: Inputs, outputs: Outputs): Promise<Outputs>;
  /** Deletes the resource; not an error when it is already gone. */
  delete(handler: Handler, id: string, outputs: Outputs): Promise<void>;
  /** @returns the outputs that may have changed since, or undefined when this cloud has no such resource */
  read(handler: Handler, id: string, outputs: Outputs): Promise<Outputs | undefined>;
  /** Deletes everything, newest first. */
  destroy(): Promise<void>;
  /** The types of the existing resources, in the order of their creation. */
  readonly existing: readonly string[];
}

export function createProvisioner(context: Context): Provisioner {
  let entries: Entry[] = [];
  const find = (handler: Handler, id: string) =>
    entries.find((entry) => entry.handler === handler && entry.id === id);

  const present = () => entries.filter(({ handler, outputs }) => !handler.gone?.(outputs, context));

  async function remove(handler: Handler, id: string, outputs: Outputs): Promise<void> {
    // Of two entries with the same id, the earlier one is being replaced.
    const entry = find(handler, id);
    if (!entry) return;
    await handler.delete(id, outputs, context);
    entries.splice(entries.indexOf(entry), 1);
  }

  return {
    async create(handler, inputs) {
      const made = await handler.create(inputs as never, context);
      const outputs = { ...handler.defaults, ...inputs, ...made.outputs };
      entries = [...present(), { handler, id: made.id, outputs }];
      return { id: made.id, outputs };
    },
    async update(handler, id, inputs, before) {
      const told = (await handler.update?.(id, inputs as never, context, before)) ?? {};
      const kept = Object.fromEntries(
        Object.entries(before).filter(([key]) => !(key in handler.inputs.properties)),
      );
      const outputs = { ...kept, ...handler.defaults, ...inputs, ...told };
      const entry = find(handler, id);
      if (entry) entry.outputs = outputs;
      return outputs;
    },
    delete: remove,
    async read(handler, id, outputs) {
      if (!find(handler, id)) return undefined;
      const now = (await handler.read?.(id, outputs, context)) ?? {};
      return now === 'gone' ? undefined : now;
    },
    async destroy() {
      for (const { handler, id, outputs } of entries.toReversed()) {
        await remove(handler, id, outputs);
      }
    },
    get existing() {
      return present().map((entry) => entry.handler.type);
    },
  };
}
