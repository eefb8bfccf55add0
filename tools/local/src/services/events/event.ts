/** What a service puts on the default event bus; the bus adds version, id, account, region and time. */
export interface CloudEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: object;
}
