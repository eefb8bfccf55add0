import { AwsError } from '../../cloud/aws-error.ts';
import { readMembers } from '../../cloud/front/members.ts';

/** key → value */
export type Tags = Readonly<Record<string, string>>;

const TAGS_MOST = 50;

const TAG = {
  Key: { required: true, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, maximumLength: 128 },
  Value: { required: true, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, maximumLength: 256 },
} as const;

/**
 * Reads the member `Tags`: a list of `{Key, Value}`.
 * @throws AwsError ValidationException when it breaks SageMaker's rules
 */
export function readTags(operation: string, value: unknown): Tags {
  if (value === undefined || value === null) return {};
  if (!Array.isArray(value) || value.length > TAGS_MOST) {
    throw refused(
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must be a list of length less than or equal to ${TAGS_MOST}`,
    );
  }
  const tags: Record<string, string> = {};
  for (const tag of value as unknown[]) {
    const { Key, Value } = readMembers(`${operation}.Tags`, TAG, tag);
    if (Key.startsWith('aws:')) {
      throw refused(`System prefix 'aws:' reserved for AWS usage in tag key: ${Key}`);
    }
    if (Object.hasOwn(tags, Key)) throw refused(`Tag keys must be unique: ${Key} occurs twice.`);
    tags[Key] = Value;
  }
  return tags;
}

/** The tags as SageMaker lists them. */
export const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/**
 * Reads the member `TagKeys` of DeleteTags: at least one key.
 * @throws AwsError ValidationException
 */
export function readTagKeys(operation: string, value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > TAGS_MOST) {
    throw refused(
      `1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must be a list of length between 1 and ${TAGS_MOST}`,
    );
  }
  return value.map((Key) => readMembers(`${operation}.TagKeys`, { Key: TAG.Key }, { Key }).Key);
}

const refused = (message: string) => new AwsError('ValidationException', message);
