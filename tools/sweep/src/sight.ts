/** An endpoint as SageMaker tells it. Times are epoch milliseconds. */
export interface Endpoint {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Whose an endpoint is: the table of its stack, and the model as that table knows it. */
export interface Owner {
  readonly table: string;
  readonly model: string;
}

/** What the table remembers of the model. */
export type Memory = 'kept' | 'missing' | 'no table';

/** All that is known of one endpoint, at one moment. */
export interface Sight {
  readonly endpoint: Endpoint;
  /** By its tags. */
  readonly maker: Owner | undefined;
  /** The instance type that it was created on, by its tags. */
  readonly madeOn: string | undefined;
  /** By the functions of a stack that name the endpoint as theirs. */
  readonly keeper: Owner | undefined;
  /** Of the keeper's table, or else of the maker's; undefined when there is neither. */
  readonly memory: Memory | undefined;
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}
