/** How many bytes of `btoa`'s input one call of `fromCharCode` takes: more arguments may overflow the stack. */
const CHUNK_BYTES = 0x8000;

/** The bytes of a file, in base64. */
export async function readBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    letters += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(letters);
}

/** How many bytes a text in base64 stands for. */
export function base64Bytes(text: string): number {
  return Math.floor((text.replace(/[=\s]+/g, '').length * 3) / 4);
}
