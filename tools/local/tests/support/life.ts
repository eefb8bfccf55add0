import { beforeEach, expect } from 'vitest';
import {
  checkInputs,
  createProvisioner,
  handlerOf,
  type Created,
  type Inputs,
} from '../../src/resources/index.ts';
import { recordingContext, type Recording } from './context.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/r';
export const FUNCTION = 'arn:aws:lambda:here:000000000000:function:f';

/** For the tests of resource handlers: a new cloud that records its calls for each test. */
export function useLife() {
  let recording: Recording | undefined;
  beforeEach(() => {
    recording = recordingContext();
  });
  const current = () => {
    if (!recording) throw new Error('the recording exists only in tests');
    return recording;
  };
  return {
    get context() {
      return current().context;
    },
    get calls() {
      return current().calls;
    },
    /** Checks, creates and deletes one resource. */
    async life(type: string, inputs: Inputs): Promise<Created & Pick<Recording, 'calls'>> {
      const handler = handlerOf(type);
      expect(checkInputs(handler, inputs)).toEqual([]);
      const provisioner = createProvisioner(current().context);
      const made = await provisioner.create(handler, inputs);
      await provisioner.delete(handler, made.id, made.outputs);
      return { ...made, calls: current().calls };
    },
  };
}
