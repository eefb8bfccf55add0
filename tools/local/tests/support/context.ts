import type { Context } from '../../src/resources/index.ts';
import { temporaryDirectory } from './directory.ts';
import { recordingCloud, type RecordingCloud } from './recording-cloud.ts';

export interface Recording extends RecordingCloud {
  readonly context: Context;
}

/** What handlers work with, over a cloud that remembers what it was asked. */
export function recordingContext(): Recording {
  const { cloud, calls } = recordingCloud();
  const context = {
    cloud,
    programDirectory: temporaryDirectory(),
    scratchDirectory: temporaryDirectory(),
  };
  return { cloud, calls, context };
}
