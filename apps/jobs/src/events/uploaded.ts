import { BUCKET, ObjectsCreated, parse } from '@pilotlight/contracts';
import type { EventKind } from './event-kind.ts';
import { advanceJobs, isId, recordsOf, type ToldJob } from './job-events.ts';

/** S3's event of uploads: submits their jobs. Objects that are no upload of a job are logged, and ignored. */
export const uploaded: EventKind<ToldJob[]> = {
  matches: (event) => recordsOf(event).some(({ eventSource }) => eventSource === 'aws:s3'),

  async handle(event, context) {
    const { Records } = parse(ObjectsCreated, event, 'The event');
    const { deployment, ports } = context;
    const ids = Records.flatMap(({ s3: { bucket, object } }) => {
      const id = bucket.name === deployment.bucketName ? uploadOf(object.key) : undefined;
      ports.log(id === undefined ? 'warn' : 'info', 'object_created', { key: object.key, id });
      return id === undefined ? [] : [{ id }];
    });
    return advanceJobs(context, ids);
  },
};

/** The id in an upload's key, as events spell keys; undefined when it is no upload's. */
function uploadOf(spelt: string): string | undefined {
  let key: string;
  try {
    key = decodeURIComponent(spelt.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
  if (!key.startsWith(BUCKET.uploads)) return undefined;
  const id = key.slice(BUCKET.uploads.length);
  return isId(id) ? id : undefined;
}
