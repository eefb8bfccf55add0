import type { DeployedEndpoint, Rollout } from '@pilotlight/contracts';

/** Time in epoch milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Logs one decision or error, as one line of JSON. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** Which endpoint: its key within the stack, and its name at SageMaker. */
export type EndpointId = Pick<DeployedEndpoint, 'key' | 'endpointName'>;

/** An endpoint and the configuration that it is to run on. */
export type EndpointTarget = EndpointId & Pick<DeployedEndpoint, 'endpointConfigName'>;

/** The instances of an endpoint. */
export type EndpointSize = Pick<DeployedEndpoint, 'instanceType' | 'instanceCount'>;

/** SageMaker's statuses, exactly. */
export type EndpointStatus =
  | 'OutOfService'
  | 'Creating'
  | 'Updating'
  | 'SystemUpdating'
  | 'RollingBack'
  | 'InService'
  | 'Deleting'
  | 'Failed'
  | 'UpdateRollbackFailed';

export interface EndpointDescription {
  readonly status: EndpointStatus;
  /** The endpoint configuration; during an update, the previous one. */
  readonly configuration: string;
  readonly createdAt: number;
  /** LastModifiedTime: when the status last changed. */
  readonly modifiedAt: number;
  readonly failureReason?: string;
}

/** SageMaker's endpoints. Every method may throw `CloudError`. */
export interface EndpointPort {
  /**
   * @param options `fresh`: always call SageMaker, instead of using a cached answer
   * @returns undefined when there is no endpoint
   */
  describe(
    endpoint: EndpointId,
    options?: { readonly fresh: boolean },
  ): Promise<EndpointDescription | undefined>;
  /**
   * `no-configuration`: SageMaker does not find the configuration, which may be too new to be visible everywhere.
   * @throws CloudError of kind `refused`, with SageMaker's message, when SageMaker rejects the creation
   */
  create(
    endpoint: EndpointTarget & EndpointSize,
  ): Promise<'created' | 'exists' | 'no-configuration'>;
  /**
   * Moves the endpoint to its configuration; without `rollout`, all at once when the new instances are healthy.
   * `in-progress`: SageMaker cannot update an endpoint that is being created, updated or deleted.
   * @throws CloudError of kind `refused`, with SageMaker's message, when SageMaker rejects the update
   */
  update(
    endpoint: EndpointTarget,
    rollout?: Rollout,
  ): Promise<'updating' | 'absent' | 'in-progress'>;
  /** `in-progress`: SageMaker cannot delete an endpoint that is being created, updated or deleted. */
  delete(endpoint: EndpointId): Promise<'deleting' | 'absent' | 'in-progress'>;
  /** The instances of an endpoint with this configuration. @returns undefined when it no longer exists */
  sizeOf(endpointConfigName: string): Promise<EndpointSize | undefined>;
}

/** The instances of an asynchronous endpoint. */
export interface Instances {
  readonly status: EndpointStatus;
  readonly current: number;
  readonly desired: number;
  /** LastModifiedTime: also when the number was last changed. */
  readonly modifiedAt: number;
}

/** The instances of asynchronous endpoints. Every method may throw `CloudError`. */
export interface InstancePort {
  /** @returns undefined when there is no endpoint */
  count(endpointName: string): Promise<Instances | undefined>;
  /** Asks for so many; `in-progress`: SageMaker is changing the endpoint. */
  request(endpointName: string, count: number): Promise<'requested' | 'absent' | 'in-progress'>;
}

/** The recorded last use: a time, no record, or a record without a valid time. */
export type Activity =
  /** `assumed`: the reaper found no valid record, and counts idle time from its own run. */
  | { readonly kind: 'used'; readonly lastUsedAt: number; readonly assumed?: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** When each endpoint was last used. Every method may throw `CloudError`. Reads are strongly consistent. */
export interface ActivityStore {
  readActivity(endpoint: string): Promise<Activity>;
  /** Never moves the last use backwards. Takes at most `LIMITS.activityWriteSeconds`. */
  recordActivity(endpoint: string, usedAt: number): Promise<void>;
  /** Overwrites any record with an assumed use; the next recorded use replaces it. */
  assumeActivity(endpoint: string, usedAt: number): Promise<void>;
  /** Marks the endpoint for deletion unless it was used since `lastUsedAt`. @returns whether it was marked */
  condemn(endpoint: string, lastUsedAt: number, now: number): Promise<boolean>;
}

/** When this instance last recorded each endpoint's use, kept outside its memory: in files in the temporary directory. */
export interface ActivityNotes {
  /** @returns epoch milliseconds; undefined when unknown */
  read(endpoint: string): number | undefined;
  write(endpoint: string, at: number): void;
}

/** The rule that runs the reaper and the sweep. */
export interface SchedulePort {
  enable(): Promise<void>;
  disable(): Promise<void>;
}

export interface EndpointPorts {
  readonly endpoints: EndpointPort;
  readonly clock: Clock;
  readonly log: Log;
}
