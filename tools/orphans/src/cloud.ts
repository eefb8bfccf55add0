import type { Endpoint, Memory, Owner } from './sight.ts';

/** An endpoint with the details that its summary lacks. */
export interface EndpointDetail extends Endpoint {
  readonly configuration: string;
  readonly instances: number;
}

export type Deletion = 'deleting' | 'absent' | 'in-progress';

/** An endpoint that a stack's jobs function names as its own. */
export interface Kept extends Owner {
  readonly endpointName: string;
}

/** A stack that has functions, but whose endpoints could not be learnt from them. */
export interface SilentStack {
  readonly stack: string;
  readonly why: string;
}

/** What the stacks of the region say that they own. */
export interface Stacks {
  readonly kept: readonly Kept[];
  readonly silent: readonly SilentStack[];
}

/** The calls to AWS. Every method may throw the SDK's errors. */
export interface Cloud {
  /** All endpoints of the region. */
  listEndpoints(): Promise<Endpoint[]>;
  /** key → value */
  tagsOf(endpoint: Endpoint): Promise<Readonly<Record<string, string>>>;
  /** @returns undefined when there is no endpoint */
  describe(name: string): Promise<EndpointDetail | undefined>;
  /** @returns undefined when the configuration is gone, as that of a destroyed stack is */
  instanceTypeOf(configuration: string): Promise<string | undefined>;
  delete(name: string): Promise<Deletion>;
  readStacks(): Promise<Stacks>;
  remembers(owner: Owner): Promise<Memory>;
}

/** An error of AWS in one line. */
export function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message.replace(/\s*\n\s*/g, ' ') || 'without a message'}`;
}
