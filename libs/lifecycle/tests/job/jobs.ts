import { BUCKET, type AnswerFiles, type AsyncModel } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import { acceptUpload, advanceJob, predict, readPrediction } from '../../src/index.ts';
import { asyncModel, createWorld } from '../../testing/index.ts';

export const PHOTO: Payload = { body: Buffer.from('a photograph'), contentType: 'image/jpeg' };

export const NPY = 'application/x-npy';

const CHECKSUM = `${'A'.repeat(43)}=`;

/** A model served asynchronously, in a world of its own. */
export function jobWorld(model: AsyncModel = asyncModel()) {
  const world = createWorld();
  const { bucket, store } = world;
  const api = world.instance();
  const jobs = world.instance();
  const models = new Map([[model.name, model]]);
  return {
    ...world,
    api,
    jobs,
    model,
    /** A job whose input is there. @returns its id */
    async start(accept = 'image/jpeg', input = PHOTO): Promise<string> {
      const found = await predict(api, model, { ...input, accept });
      if (found.kind !== 'parked') throw new Error('it is no job');
      return found.prediction.id;
    },
    announce: (accept = 'image/jpeg', { body, contentType } = PHOTO) =>
      acceptUpload(api, model, {
        contentType,
        bytes: body.byteLength,
        checksumSHA256: CHECKSUM,
        accept,
      }),
    upload: (id: string, payload = PHOTO) => bucket.upload(`${BUCKET.uploads}${id}`, payload),
    advance: (id: string, told?: Parameters<typeof advanceJob>[3]) =>
      advanceJob(jobs, model, id, told),
    read: (id: string) => readPrediction(api, models, id),
    stored: (id: string) => store.rows.get(id),
  };
}

export const ANSWER_FILES: AnswerFiles = {
  axis: 1,
  contentType: 'image/png',
  pictures: [
    { name: 'original', title: 'Original' },
    { name: '1850s', title: '1850s' },
  ],
};

/** An array in NumPy's format. */
export function npy(shape: readonly number[], data: Uint8Array, descr = '|u1', order = 'False') {
  const words = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}), }`;
  const header = Buffer.from(`${words.padEnd(117)}\n`, 'latin1');
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return Buffer.concat([start, header, data]);
}
