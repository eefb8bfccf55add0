/** An endpoint as SageMaker lists it. Times are epoch milliseconds. */
export interface Endpoint {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The owner of an endpoint: the table of its stack, and the endpoint's key in that table. */
export interface Owner {
  readonly table: string;
  readonly key: string;
}

/** What the table has of the endpoint. */
export type Memory = 'kept' | 'missing' | 'no table';

/** All that is known about one endpoint, at one moment. */
export interface Sight {
  readonly endpoint: Endpoint;
  /** From its tags. */
  readonly maker: Owner | undefined;
  /** The instance type that it was created on, from its tags. */
  readonly madeOn: string | undefined;
  /** From the jobs function of a stack that names the endpoint as its own. */
  readonly keeper: Owner | undefined;
  /** In the keeper's table, or else in the maker's; undefined when there is neither. */
  readonly memory: Memory | undefined;
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}
