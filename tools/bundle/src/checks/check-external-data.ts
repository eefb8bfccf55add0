import { posix } from 'node:path';
import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { Subject } from '../subject.ts';
import { megabytes } from '../units.ts';

const external = findingsOf('onnx-external-data');

/** Whether the files that `model.onnx` keeps weights in are there, whole, and in the bundle. */
export function checkExternalData({ files, onnx }: Subject): Finding[] {
  return [...(onnx?.externalFiles ?? [])].flatMap(([location, leastBytes]) => {
    const path = posix.normalize(location);
    if (path.startsWith('..') || posix.isAbsolute(path) || /\\|^[a-z]:/i.test(path)) {
      return external(
        MODEL,
        `keeps weights in ${location}, outside of the bundle`,
        'save it once more with the weights in a file beside it',
      );
    }
    const bytes = files.get(path);
    if (bytes === undefined) {
      return external(
        path,
        `is missing, and ${MODEL} keeps weights in it`,
        'put it in: in a folder, name it under "files" in package.json',
      );
    }
    if (bytes >= leastBytes) return [];
    return external(
      path,
      `has ${megabytes(bytes)}, and ${MODEL} wants at least ${megabytes(leastBytes)}`,
      `copy it once more, together with ${MODEL}`,
    );
  });
}
