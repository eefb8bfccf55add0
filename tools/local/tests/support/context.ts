import type { Context } from '../../src/resources/index.ts';
import { temporaryDirectory } from './directory.ts';
import { recordingCloud, type RecordingCloud } from './recording-cloud.ts';

export interface Recording extends RecordingCloud {
  readonly context: Context;
}

/** A handler's context, over a cloud that records its calls. */
export function recordingContext(): Recording {
  const { cloud, calls } = recordingCloud();
  const context = {
    cloud,
    programDirectory: temporaryDirectory(),
    scratchDirectory: temporaryDirectory(),
  };
  return { cloud, calls, context };
}
