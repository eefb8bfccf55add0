import type { ModelManifest } from '@pilotlight/contracts';
import type { Invocation, Timings } from '../answer-types.ts';
import type { Bundle } from '../bundle.ts';
import { loadSharp } from '../codecs/decode-image.ts';
import { imageProperties } from '../codecs/image-properties.ts';
import { lendModules } from '../handler/lend-modules.ts';
import { loadHandler } from '../handler/load-handler.ts';
import { sessionOptions } from '../handler/session-options.ts';
import { answerAlone } from './answer-alone.ts';

/** A complete answer: the parts of a stream are joined. */
export interface WholeAnswer {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly timings: Omit<Timings, 'queueMilliseconds'>;
}

/** A bundle whose hooks run in the thread that loaded it. */
export interface InThreadModel {
  readonly manifest: ModelManifest;
  /**
   * Answers one invocation. Each input of it runs alone, so that nothing has to be known about batches.
   * @throws ProblemError for an error that the client can fix
   * @throws Error for a failure of the model
   */
  answer(invocation: Invocation): Promise<WholeAnswer>;
}

/**
 * Loads the bundle into this thread, for a process that gets one invocation at a time and is replaced when it fails,
 * such as a Lambda function. Compared with `startModelRuntime` it starts sooner: there is no second thread to start, no
 * plan to measure, and no test prediction.
 * @param threads of each session, unless the manifest's `tuning` says how many
 * @throws BundleError when the handler or the model cannot be loaded
 */
export async function loadInThread(bundle: Bundle, threads: number): Promise<InThreadModel> {
  // As in `startModelRuntime`. ONNX Runtime reads it when it is loaded, so it is imported afterwards.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const { default: ort } = await import('onnxruntime-node');
  lendModules();
  const { manifest } = bundle;
  // Otherwise the first picture would wait for it, after the init phase of a function.
  if (imageProperties(manifest).size > 0) await loadSharp();
  const handler = await loadHandler(bundle, {
    ort,
    sessionOptions: sessionOptions(manifest.tuning?.threadsPerWorker ?? threads),
  });
  return { manifest, answer: (invocation) => answerAlone(handler, invocation) };
}
