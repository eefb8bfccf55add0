import { JSON_MEDIA_TYPE } from '@pilotlight/contracts';

/** What the handler reads and writes, the preferred one first. */
export const MEDIA_TYPES = [JSON_MEDIA_TYPE, 'application/jsonlines', 'text/plain'] as const;
