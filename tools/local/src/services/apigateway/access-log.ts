import { lastPart } from '../../cloud/arns.ts';
import { AwsError } from '../../cloud/aws-error.ts';

/** The request fields that an access log may use here: the value of each `$context.NAME`. */
export interface Accessed {
  readonly requestTime: string;
  readonly requestId: string;
  /** `-` where no route matched. */
  readonly routeKey: string;
  readonly status: number;
  readonly responseLatency: number;
  readonly responseLength: number;
  readonly integrationErrorMessage: string;
}

const KNOWN: readonly (keyof Accessed)[] = [
  'requestTime',
  'requestId',
  'routeKey',
  'status',
  'responseLatency',
  'responseLength',
  'integrationErrorMessage',
];

const VARIABLE = /\$context\.([\w.]+)/g;

/** A stage's access log: its log group and the format of a line. */
export class AccessLog {
  readonly group: string;
  readonly #format: string;

  /** @throws AwsError BadRequestException that names every variable the local cloud does not know */
  constructor({ destinationArn, format }: { destinationArn: string; format: string }) {
    // `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, whose name may have slashes.
    this.group =
      destinationArn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? lastPart(destinationArn);
    this.#format = format;
    const unknown = [...format.matchAll(VARIABLE)]
      .map(([, name = '']) => name)
      .filter((name) => !(KNOWN as readonly string[]).includes(name));
    if (unknown.length === 0) return;
    throw new AwsError(
      'BadRequestException',
      `The local cloud does not know $context.${unknown.join(', $context.')}: it knows ${KNOWN.join(', ')}.`,
    );
  }

  line(accessed: Accessed): string {
    return this.#format.replaceAll(VARIABLE, (_, name: keyof Accessed) => String(accessed[name]));
  }
}
