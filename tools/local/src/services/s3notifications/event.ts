import { randomBytes } from 'node:crypto';
import type { Account } from '../../cloud/context.ts';
import type { ObjectChange } from '../s3/object-change.ts';

/** S3's own form of an event. */
export function notificationEvent(
  { bucket, key, event, sequencer, at, object }: ObjectChange,
  configurationId: string,
  { accountId, region }: Account,
): object {
  return {
    Records: [
      {
        eventVersion: '2.6',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: at.toISOString(),
        eventName: event,
        userIdentity: { principalId: `AWS:${accountId}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {
          'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
          'x-amz-id-2': randomBytes(48).toString('base64'),
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {
            name: bucket,
            ownerIdentity: { principalId: accountId },
            arn: `arn:aws:s3:::${bucket}`,
          },
          object: {
            key: encodeKey(key),
            ...(object ? { size: object.bytes, eTag: object.etag.replaceAll('"', '') } : {}),
            sequencer,
          },
        },
      },
    ],
  };
}

/** A key in an event is encoded as in a form, but for its slashes. */
function encodeKey(key: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(key)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()~]/g, percent);
}
