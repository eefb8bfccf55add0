import type { BlindMarkPort, EndpointDescription } from '../../src/index.ts';

interface Endpoints {
  look(model: string): Pick<EndpointDescription, 'createdAt'> | undefined;
}

/** The tag of an endpoint; it is deleted with the endpoint. */
export class FakeBlindMark implements BlindMarkPort {
  readonly #endpoints: Endpoints;
  readonly #marks = new Map<string, { readonly createdAt: number; readonly at: number }>();
  /** Runs before each call; may throw. */
  before: ((call: keyof BlindMarkPort) => void) | undefined;

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints;
  }

  async read(model: string): Promise<number | undefined> {
    this.before?.('read');
    const mark = this.#marks.get(model);
    return mark?.createdAt === this.#endpoints.look(model)?.createdAt ? mark?.at : undefined;
  }

  async write(model: string, at: number): Promise<void> {
    this.before?.('write');
    const found = this.#endpoints.look(model);
    if (found) this.#marks.set(model, { createdAt: found.createdAt, at });
  }

  async clear(model: string): Promise<void> {
    this.before?.('clear');
    this.#marks.delete(model);
  }
}
