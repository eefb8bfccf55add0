/** Bytes per call of `fromCharCode`; more arguments may overflow the stack. */
const CHUNK_BYTES = 0x8000;

/** The content of a file in base64. */
export async function readBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    letters += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(letters);
}

/** The decoded size of a base64 text, in bytes. */
export function base64Bytes(text: string): number {
  return Math.floor((text.replace(/[=\s]+/g, '').length * 3) / 4);
}

/** The bytes of a base64 text; undefined when it is none. */
export function blobOf(base64: string): Blob | undefined {
  try {
    return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
  } catch {
    return undefined;
  }
}
