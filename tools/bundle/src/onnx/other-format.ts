import { closeSync, openSync, readSync } from 'node:fs';

/** Other formats that are often called `model.onnx`: a signature, its offset in bytes, and a description. */
const FORMATS: readonly (readonly [offset: number, start: string, what: string])[] = [
  [0, 'version https://git-lfs', 'a Git LFS pointer: `git lfs pull` fetches the file'],
  [0, 'PK\x03\x04', "a zip archive, as PyTorch's own .pt files are"],
  [0, '\x1f\x8b', 'a gzip file'],
  [0, '\x89HDF', 'an HDF5 file, as of Keras'],
  [0, '\x80\x02', 'a Python pickle'],
  [0, '\x80\x03', 'a Python pickle'],
  [0, '\x80\x04', 'a Python pickle'],
  [0, '\x80\x05', 'a Python pickle'],
  [0, '<', 'an HTML or XML page, as a failed download leaves behind'],
  [0, '{', 'JSON'],
  [5, '\0\0\0{', 'a safetensors file'],
  [4, 'TFL3', 'a TensorFlow Lite model'],
  [4, 'ORTM', "a model in ONNX Runtime's own .ort format"],
];

/** The format of the file `path` by its first bytes, if it is one of those. */
export function otherFormat(path: string): string | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(32);
    readSync(descriptor, bytes, 0, bytes.length, 0);
    const head = bytes.toString('latin1');
    return FORMATS.find(([offset, start]) => head.startsWith(start, offset))?.[2];
  } finally {
    closeSync(descriptor);
  }
}
