import type { PictureUpload } from './pictureUpload.ts';

/** A file that the model takes; or why it does not. */
export type Read = { blob: Blob; name: string } | { mistake: string };

interface Kind {
  mediaType: string;
  words: string;
  fits(start: string): boolean;
}

/** The kinds of files that people choose, by their first bytes. A file's name, and the type made of it, may be wrong. */
const KINDS: readonly Kind[] = [
  { mediaType: 'image/jpeg', words: 'a JPEG', fits: (start) => start.startsWith('\xff\xd8\xff') },
  { mediaType: 'image/png', words: 'a PNG', fits: (start) => start.startsWith('\x89PNG\r\n') },
  {
    mediaType: 'image/heic',
    words: 'a HEIC picture',
    fits: (start) => /^ftyp(hei|hev|mif1|msf1)/.test(start.slice(4)),
  },
  {
    mediaType: 'image/avif',
    words: 'an AVIF picture',
    fits: (start) => start.slice(4, 11) === 'ftypavi',
  },
  { mediaType: 'image/gif', words: 'a GIF', fits: (start) => start.startsWith('GIF8') },
  {
    mediaType: 'image/webp',
    words: 'a WebP picture',
    fits: (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP',
  },
  { mediaType: 'application/pdf', words: 'a PDF', fits: (start) => start.startsWith('%PDF') },
];

const START_BYTES = 16;
const MEGABYTE = 1024 * 1024;

/** Reads which kind of file it is from its content, and refuses what the model would refuse later. */
export async function readPicture(file: File, { mediaTypes, bytes }: PictureUpload): Promise<Read> {
  const wanted = KINDS.filter(({ mediaType }) => mediaTypes.includes(mediaType));
  const choose = `Choose ${wanted.map(({ words }) => words).join(' or ')}.`;
  if (file.size === 0) return { mistake: `This file is empty. ${choose}` };
  if (bytes !== undefined && file.size > bytes) {
    const [has, most] = [file.size, bytes].map((size) => Math.ceil(size / MEGABYTE));
    return { mistake: `This file has ${has} MB. Choose one of at most ${most} MB.` };
  }
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  const kind = KINDS.find(({ fits }) => fits(String.fromCharCode(...start)));
  if (!kind || !wanted.includes(kind)) {
    const what = kind ? kind.words : 'no picture that this page knows';
    return { mistake: `This file is ${what}. ${choose}` };
  }
  return { blob: file.slice(0, file.size, kind.mediaType), name: file.name };
}
