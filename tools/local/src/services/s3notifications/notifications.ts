import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Deliveries, Disturbance } from '../lambda/deliveries.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Buckets } from '../s3/buckets.ts';
import type { ObjectChange } from '../s3/object-change.ts';
import type { NotificationConfiguration, S3NotificationsControl } from './control.ts';
import { notificationEvent } from './event.ts';

export interface NotificationsDependencies {
  readonly context: CloudContext;
  readonly buckets: Buckets;
  readonly functions: Functions;
  readonly deliveries: Deliveries;
}

/** S3's notifications of functions. */
export class Notifications implements S3NotificationsControl {
  readonly #dependencies: NotificationsDependencies;

  constructor(dependencies: NotificationsDependencies) {
    this.#dependencies = dependencies;
  }

  async putBucketNotification(
    bucket: string,
    configurations: readonly NotificationConfiguration[],
  ): Promise<void> {
    const { buckets, functions } = this.#dependencies;
    buckets.checkBucket(bucket);
    checkOverlaps(configurations);
    for (const { functionArn } of configurations) {
      await functions.checkMayInvoke(functionArn, this.#invoker(bucket)).catch(() => {
        const message = 'Unable to validate the following destination configurations';
        throw new AwsError('InvalidArgument', message, { members: { ArgumentName1: functionArn } });
      });
    }
    buckets.listen(bucket, (change) => {
      for (const one of configurations) if (isFor(one, change)) this.#send(one, change);
    });
  }

  disturb(disturbance: Disturbance): void {
    this.#dependencies.deliveries.disturb(disturbance);
  }

  #send({ id, functionArn }: NotificationConfiguration, change: ObjectChange): void {
    const { context, deliveries } = this.#dependencies;
    deliveries.send({
      invoker: this.#invoker(change.bucket),
      functionArn,
      payload: JSON.stringify(notificationEvent(change, id, context)),
    });
  }

  #invoker(bucket: string) {
    const sourceArn = this.#dependencies.context.arns.bucket(bucket);
    return { principal: 's3.amazonaws.com', sourceArn } as const;
  }
}

function isFor(
  { events, prefix, suffix }: NotificationConfiguration,
  { key, event }: ObjectChange,
): boolean {
  return (
    key.startsWith(prefix) &&
    key.endsWith(suffix) &&
    events.some((one) => event.startsWith(kindOf(one)))
  );
}

/** `s3:ObjectCreated:*` → `ObjectCreated:` */
const kindOf = (event: string) => event.replace(/^s3:/, '').replace(/\*$/, '');

/** An event may belong to one configuration only. @throws AwsError InvalidArgument */
function checkOverlaps(configurations: readonly NotificationConfiguration[]): void {
  const either = (a: string, b: string, test: (text: string, part: string) => boolean) =>
    test(a, b) || test(b, a);
  const starts = (text: string, part: string) => text.startsWith(part);
  const ends = (text: string, part: string) => text.endsWith(part);
  for (const [at, one] of configurations.entries()) {
    for (const other of configurations.slice(at + 1)) {
      const isSameEvent = one.events.some((a) =>
        other.events.some((b) => either(kindOf(a), kindOf(b), starts)),
      );
      const overlaps =
        isSameEvent &&
        either(one.prefix, other.prefix, starts) &&
        either(one.suffix, other.suffix, ends);
      if (!overlaps) continue;
      throw new AwsError(
        'InvalidArgument',
        'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
      );
    }
  }
}
