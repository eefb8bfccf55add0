import { Type, type Static } from 'typebox';
import { LIMITS } from './limits.ts';
import { PredictionId } from './prediction.ts';

/** The body of `createUpload`: what will be uploaded. The upload must match it exactly. */
export const UploadRequest = Type.Object(
  {
    contentType: Type.String({ description: 'a media type that the model takes' }),
    bytes: Type.Integer({ minimum: 1, maximum: LIMITS.uploadBytes }),
    checksumSHA256: Type.String({
      pattern: '^[A-Za-z0-9+/]{43}=$',
      description: 'the SHA-256 of the content, in base64',
    }),
    accept: Type.Optional(
      Type.String({
        description: 'the media type of the answer; by default the first of the model',
      }),
    ),
  },
  { $id: 'UploadRequest', additionalProperties: false },
);

/** How to upload an input. The upload itself starts the job. */
export const Upload = Type.Object(
  {
    id: PredictionId,
    method: Type.Literal('PUT'),
    url: Type.String({ format: 'uri', description: 'presigned; it takes the content once' }),
    headers: Type.Record(Type.String(), Type.String(), {
      description: 'the headers to send, exactly these',
    }),
    expiresAt: Type.String({ format: 'date-time', description: 'until when it may be uploaded' }),
  },
  { $id: 'Upload' },
);

/**
 * The headers of an upload that are signed, besides `host` and `content-length`, which a browser adds by itself. The bucket
 * lets the page of the stack send them, and no others.
 */
export const UPLOAD_HEADERS = ['content-type', 'if-none-match', 'x-amz-checksum-sha256'] as const;

export type UploadRequest = Static<typeof UploadRequest>;
export type Upload = Static<typeof Upload>;
