import type { BlindMarkPort, EndpointDescription, EndpointId } from '../src/index.ts';

interface Endpoints {
  look(endpoint: Pick<EndpointId, 'key'>): Pick<EndpointDescription, 'createdAt'> | undefined;
}

/** The tag of an endpoint; it is deleted with the endpoint. */
export class SimulatedBlindMark implements BlindMarkPort {
  readonly #endpoints: Endpoints;
  readonly #marks = new Map<string, { readonly createdAt: number; readonly at: number }>();
  /** Runs before each call; may throw. */
  before: ((call: keyof BlindMarkPort) => void) | undefined;

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints;
  }

  async read(endpoint: EndpointId): Promise<number | undefined> {
    this.before?.('read');
    const mark = this.#marks.get(endpoint.key);
    return mark?.createdAt === this.#endpoints.look(endpoint)?.createdAt ? mark?.at : undefined;
  }

  async write(endpoint: EndpointId, at: number): Promise<void> {
    this.before?.('write');
    const found = this.#endpoints.look(endpoint);
    if (found) this.#marks.set(endpoint.key, { createdAt: found.createdAt, at });
  }

  async clear({ key }: EndpointId): Promise<void> {
    this.before?.('clear');
    this.#marks.delete(key);
  }
}
