/** An error that the caller of a stand-in receives as from AWS: with its name and message. */
export class AwsError extends Error {
  /** HTTP status on the wire. */
  readonly status: number;
  /** Further members of the error's body, such as `OriginalStatusCode`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    name: string,
    message: string,
    { status = 400, members = {} }: { status?: number; members?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = name;
    this.status = status;
    this.members = members;
  }
}
