import { describe, expect, it } from 'vitest';
import { changesOf, handlerOf } from '../../src/resources/index.ts';

const lambda = handlerOf('aws:lambda/function:Function');
const model = handlerOf('aws:sagemaker/model:Model');
const comparison = { drifted: [], autonamed: true };

describe('changesOf', () => {
  it('finds nothing when nothing is different', () => {
    const inputs = { name: 'f', environment: { variables: { A: '1' } } };
    const changes = changesOf(lambda, { ...comparison, before: inputs, after: { ...inputs } });
    expect(changes).toEqual({ changed: [], replaces: [], deleteBeforeReplace: false });
  });

  it('updates in place what can change in place', () => {
    const before = { name: 'f', timeout: 3, memorySize: 128 };
    const after = { name: 'f', timeout: 4, memorySize: 128 };
    expect(changesOf(lambda, { ...comparison, before, after })).toMatchObject({
      changed: ['timeout'],
      replaces: [],
    });
  });

  it('replaces a SageMaker model for anything but its tags', () => {
    const before = { name: 'm', primaryContainer: { image: 'a' }, tags: { a: 'b' } };
    const after = { name: 'm', primaryContainer: { image: 'b' }, tags: {} };
    expect(changesOf(model, { ...comparison, before, after })).toEqual({
      changed: ['primaryContainer', 'tags'],
      replaces: ['primaryContainer'],
      deleteBeforeReplace: false,
    });
  });

  it('deletes the old one first when the new one has the same fixed name', () => {
    const before = { name: 'm', enableNetworkIsolation: false };
    const after = { name: 'm', enableNetworkIsolation: true };
    const given = { drifted: [], autonamed: false };
    expect(changesOf(model, { ...given, before, after }).deleteBeforeReplace).toBe(true);
    const renamed = { ...after, name: 'n' };
    expect(changesOf(model, { ...given, before, after: renamed }).deleteBeforeReplace).toBe(false);
  });

  it('detects changed content under the same path, and ignores a new registry password', () => {
    const image = handlerOf('docker-build:index:Image');
    const before = { context: { location: 'dist' }, registries: [{ password: 'a' }] };
    const after = { context: { location: 'dist' }, registries: [{ password: 'b' }] };
    const drifted = ['context'];
    expect(changesOf(image, { ...comparison, before, after }).changed).toEqual([]);
    expect(changesOf(image, { ...comparison, drifted, before, after }).changed).toEqual([
      'context',
    ]);
  });
});
