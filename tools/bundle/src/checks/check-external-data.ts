import { posix } from 'node:path';
import { megabytes } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { Subject } from '../subject.ts';

const external = findingsOf('onnx-external-data');

/** Whether the files with external weights of `model.onnx` exist, are complete and are in the bundle. */
export function checkExternalData({ files, onnx }: Subject): Finding[] {
  return [...(onnx?.externalFiles ?? [])].flatMap(([location, leastBytes]) => {
    const path = posix.normalize(location);
    if (path.startsWith('..') || posix.isAbsolute(path) || /\\|^[a-z]:/i.test(path)) {
      return external(
        MODEL,
        `keeps weights in ${location}, outside the bundle`,
        'save it again with the weights in a file beside it',
      );
    }
    const bytes = files.get(path);
    if (bytes === undefined) {
      return external(path, `is missing, but ${MODEL} keeps weights in it`, 'add it to the bundle');
    }
    if (bytes >= leastBytes) return [];
    return external(
      path,
      `has ${megabytes(bytes)}, but ${MODEL} needs at least ${megabytes(leastBytes)}`,
      `copy it again, together with ${MODEL}`,
    );
  });
}
