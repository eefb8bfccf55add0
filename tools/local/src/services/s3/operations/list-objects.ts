import { AwsError } from '../../../cloud/aws-error.ts';
import { xmlDocument, xmlElement } from '../../../cloud/front/xml.ts';
import type { StoredObject } from '../buckets.ts';
import type { S3Operation } from './operation.ts';

const PAGE = 1_000;

/** ListObjectsV2, in pages. Keys are sorted by their UTF-8 bytes; the token is the last name listed. */
export const listObjects: S3Operation = {
  name: 'ListObjectsV2',
  parameters: [
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'continuation-token',
    'encoding-type',
    'start-after',
  ],
  headers: ['x-amz-optional-object-attributes'],
  call: ({ bucket }, { query }, { arns, buckets }) => ({
    permissions: [
      {
        action: 's3:ListBucket',
        resource: arns.bucket(bucket),
        resourcePolicy: buckets.policyOf(bucket),
        conditions: { 's3:prefix': query.get('prefix') ?? '' },
      },
    ],
    run: () => {
      const prefix = query.get('prefix') ?? '';
      const delimiter = query.get('delimiter') ?? '';
      const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
      const size = Math.min(PAGE, pageSize(query.get('max-keys')));
      const entries = group(buckets.objects(bucket), prefix, delimiter);
      const left = entries.filter(({ name }) => name > after);
      const page = left.slice(0, size);
      const token = left.length > page.length ? page.at(-1)?.name : undefined;
      const encoding = query.get('encoding-type');
      const told = encoding === 'url' ? encodeURIComponent : (text: string) => text;
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: xmlDocument(
          `<ListBucketResult>${[
            xmlElement('Name', bucket),
            xmlElement('Prefix', told(prefix)),
            ...(delimiter === '' ? [] : [xmlElement('Delimiter', told(delimiter))]),
            ...(encoding === null ? [] : [xmlElement('EncodingType', encoding)]),
            xmlElement('KeyCount', page.length),
            xmlElement('MaxKeys', size),
            xmlElement('IsTruncated', token !== undefined),
            ...(token === undefined ? [] : [xmlElement('NextContinuationToken', token)]),
            ...page.map((entry) => element(entry, told)),
          ].join('')}</ListBucketResult>`,
        ),
      });
    },
  }),
};

/** An object, or a common prefix of several, by the name that is listed. */
interface Entry {
  readonly name: string;
  readonly object?: StoredObject;
}

function group(
  objects: ReadonlyMap<string, StoredObject>,
  prefix: string,
  delimiter: string,
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, object] of objects) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    entries.set(name, end < 0 ? { name, object } : { name });
  }
  return [...entries.values()].sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
}

function element({ name, object }: Entry, told: (text: string) => string): string {
  if (!object) {
    return `<CommonPrefixes>${xmlElement('Prefix', told(name))}</CommonPrefixes>`;
  }
  return `<Contents>${[
    xmlElement('Key', told(name)),
    xmlElement('LastModified', object.modifiedAt.toISOString()),
    xmlElement('ETag', object.etag),
    xmlElement('Size', object.bytes),
    xmlElement('StorageClass', 'STANDARD'),
  ].join('')}</Contents>`;
}

function pageSize(text: string | null): number {
  if (text === null) return PAGE;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AwsError(
    'InvalidArgument',
    `max-keys must be an integer of at least 0, not "${text}".`,
  );
}
