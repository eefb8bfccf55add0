import { LIMITS, type PictureType } from '@pilotlight/contracts';
import { contentWords } from './content-words.ts';
import { pictureHeader } from './picture-header.ts';
import { UrlRefusal } from './url-refusal.ts';

export interface Picture {
  readonly body: Buffer;
  readonly contentType: PictureType;
}

const NAMES: Readonly<Record<PictureType, string>> = {
  'image/jpeg': 'a JPEG',
  'image/png': 'a PNG',
};

/** @throws UrlRefusal when the content is none of these pictures, or one that is too large when it is decoded */
export function checkedPicture(body: Buffer, mediaTypes: readonly PictureType[]): Picture {
  const header = pictureHeader(body);
  if (!header || !mediaTypes.includes(header.mediaType)) {
    const found = header ? NAMES[header.mediaType] : contentWords(body);
    const wanted = mediaTypes.map((type) => NAMES[type]).join(' or ');
    throw new UrlRefusal('url_not_picture', `leads to ${found}; it must lead to ${wanted}`);
  }
  const { width, height, mediaType } = header;
  if (width * height > LIMITS.picturePixels) {
    const most = `${LIMITS.picturePixels} pixels`;
    const detail = `leads to a picture of ${width} × ${height} pixels; it must have at most ${most}`;
    throw new UrlRefusal('url_too_large', detail);
  }
  return { body, contentType: mediaType };
}
