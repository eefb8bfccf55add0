import type { AnswerFiles, BundleSize } from '@pilotlight/contracts';
import { describe, expect, test } from 'vitest';
import type { ModelConfig } from '../../src/config/models.ts';
import { serveModels } from '../../src/serving/serve-models.ts';

const ENDPOINT = { instanceType: 'ml.t2.medium', instanceCount: 1, idleMinutes: 40 };

type Settings = Partial<Omit<ModelConfig, 'name'>>;

const model = (name: string, settings: Settings = {}): ModelConfig => ({
  ...{ endpoint: 'own', ...ENDPOINT, ...settings, name },
});

const SMALL: BundleSize = { onnxBytes: 23e6, otherBytes: 1e6, archiveBytes: 18e6 };
/** Too large for a package. */
const LARGE: BundleSize = { onnxBytes: 259e6, otherBytes: 1e6 };
/** Too large for any function. */
const HUGE: BundleSize = { onnxBytes: 20e9, otherBytes: 0 };

const serve = (
  models: readonly ModelConfig[],
  sizes: Readonly<Record<string, BundleSize>> = {},
  prefix = 'pilotlight-dev',
) =>
  serveModels({
    ...{ prefix, models, endpointDefaults: { ...ENDPOINT, idleMinutes: 20 } },
    artefacts: models.map(({ name }) => ({
      name,
      size: sizes[name] ?? SMALL,
      asked: {},
    })),
  });

const both = (name: string) => ({ models: [name], functions: [name] });

const functionOf = (settings: Settings, size = SMALL) =>
  serve([model('entailment', settings)], { entailment: size }).models[0]?.function;

describe('the hosts of models', () => {
  test('a model by `function` has a function and no endpoint', () => {
    const served = serve([model('entailment', { serving: 'function' })]);
    const found = { model: 'entailment', modelFrom: 'package', memoryMegabytes: 1769 };
    expect(served).toEqual({
      models: [{ name: 'entailment', mode: 'function', function: found }],
      endpoints: [],
      functions: [found],
      serverless: [],
      async: [],
    });
  });

  test('a model by `auto` has both', () => {
    const served = serve([model('entailment', { serving: 'auto', idleMinutes: 5 })]);
    expect(served.models).toMatchObject([
      { mode: 'auto', endpoint: 'entailment', function: { modelFrom: 'package' } },
    ]);
    expect(served.endpoints).toEqual([
      { key: 'entailment', ...both('entailment'), ...ENDPOINT, idleMinutes: 5 },
    ]);
  });

  test('a real-time model has a function only where that answers while the endpoint wakes', () => {
    const served = serve([
      model('a', { serving: 'realtime', whileWaking: 'function' }),
      model('b', { serving: 'realtime', whileWaking: 'park' }),
    ]);
    expect(served.functions.map((one) => one.model)).toEqual(['a']);
    expect(served.endpoints.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(served.models.map(({ mode }) => mode)).toEqual(['realtime', 'realtime']);
  });

  test('a model without settings is served by `auto`, or by an endpoint alone if it fits no function', () => {
    const served = serve([model('a'), model('b')], { b: HUGE });
    expect(served.models).toMatchObject([
      { mode: 'auto', endpoint: 'a', function: { modelFrom: 'package' } },
      { mode: 'realtime', endpoint: 'b', function: undefined },
    ]);
  });

  test('a function answers while the endpoint of a real-time model wakes, if its bundle fits one', () => {
    const served = serve(
      [model('a', { serving: 'realtime' }), model('b', { serving: 'realtime' })],
      {
        b: HUGE,
      },
    );
    expect(served.models).toMatchObject([
      { mode: 'realtime', function: { model: 'a' } },
      { mode: 'realtime', function: undefined },
    ]);
  });

  test('`whileWaking` alone is about a real-time model', () => {
    const served = serve([model('a', { whileWaking: 'function' })]);
    expect(served.models).toMatchObject([{ mode: 'realtime', function: { model: 'a' } }]);
  });

  test('a setting of the function alone asks for one, and tells why the bundle does not fit', () => {
    expect(() => serve([model('a', { memoryMegabytes: 10_240 })], { a: HUGE })).toThrowError(
      'A model cannot be served as configured:\n  pilotlight:models.a does not fit a function',
    );
    expect(serve([model('a', { modelFrom: 'image' })]).models).toMatchObject([
      { mode: 'auto', function: { modelFrom: 'image' } },
    ]);
    expect(
      serve([model('a', { serving: 'realtime', memoryMegabytes: 3008 })]).models,
    ).toMatchObject([{ mode: 'realtime', function: { memoryMegabytes: 3008 } }]);
  });

  test('all models with a shared endpoint are on one, the last, with the settings of the stack', () => {
    const served = serve([
      model('a', { serving: 'auto', endpoint: 'shared' }),
      model('b', { serving: 'realtime', whileWaking: 'park' }),
      model('c', { serving: 'realtime', whileWaking: 'park', endpoint: 'shared' }),
    ]);
    expect(served.endpoints).toEqual([
      { key: 'b', models: ['b'], functions: [], ...ENDPOINT },
      { key: 'shared', models: ['a', 'c'], functions: ['a'], ...ENDPOINT, idleMinutes: 20 },
    ]);
  });
});

describe('what carries the model of a function', () => {
  const settings = { serving: 'function' } as const;

  test('is by default the first way that fits', () => {
    expect(functionOf(settings)?.modelFrom).toBe('package');
    expect(functionOf(settings, LARGE)?.modelFrom).toBe('image');
    expect(functionOf({ ...settings, modelFrom: 'efs' })?.modelFrom).toBe('efs');
  });

  test('has by default the memory of one processor, or what the model needs', () => {
    expect(functionOf(settings)?.memoryMegabytes).toBe(1769);
    expect(functionOf(settings, { onnxBytes: 1e9, otherBytes: 0 })?.memoryMegabytes).toBe(3072);
  });

  test('lists each model that does not fit, with what does', () => {
    const models = [
      model('a', { serving: 'function', modelFrom: 'package' }),
      model('b', { serving: 'auto' }),
      model('c', { serving: 'function', memoryMegabytes: 128 }),
      model('d', { serving: 'function' }),
    ];
    expect(() => serve(models, { a: LARGE, b: HUGE })).toThrowError(
      [
        'Models cannot be served as configured:',
        '  pilotlight:models.a.modelFrom is "package", but the bundle does not fit: it unpacks to 260.00 MB, but its package holds 190.00 MB; must be image or efs',
        '  pilotlight:models.b does not fit a function: it needs about 37.4 GiB of memory, but there are only 8 GiB; make it smaller (int8), or set `serving: realtime` with `whileWaking: park`',
        '  pilotlight:models.c.memoryMegabytes is 128, but the model needs more: must be at least 512',
      ].join('\n'),
    );
  });

  test("refuses a function's name that is too long, in the longest stack that still fits", () => {
    const prefix = `pilotlight-${'s'.repeat(12)}`;
    const fitting = model('m'.repeat(26), settings);
    expect(serve([fitting], {}, prefix).functions).toHaveLength(1);
    const long = model('m'.repeat(27), settings);
    expect(() => serve([long], {}, prefix)).toThrowError(
      `makes the function's name "${prefix}-model-${long.name}", must be at most 56 characters: use a shorter stack or model name, or set \`serving: realtime\` with \`whileWaking: park\``,
    );
    expect(
      serve([{ ...long, serving: 'realtime', whileWaking: 'park' }], {}, prefix),
    ).toMatchObject({ functions: [] });
    // On EFS the name has a suffix.
    expect(() => serve([{ ...fitting, modelFrom: 'efs' }], {}, prefix)).toThrowError('--efs"');
  });
});

describe('a serverless endpoint', () => {
  const settings = { serving: 'serverless' } as const;
  const serverlessOf = (given: Settings, size = SMALL) =>
    serve([model('a', { ...settings, ...given })], { a: size }).serverless;

  test('is the only host of its model, and by default as small as the bundle allows', () => {
    const served = serve([model('a', settings)]);
    const found = { model: 'a', memoryMegabytes: 1024, maxConcurrency: 5 };
    expect(served).toEqual({
      models: [{ name: 'a', mode: 'serverless', serverless: found }],
      endpoints: [],
      functions: [],
      serverless: [found],
      async: [],
    });
    expect(serverlessOf({}, { onnxBytes: 1e9, otherBytes: 0 })).toMatchObject([
      { memoryMegabytes: 3072 },
    ]);
  });

  test('has the size and the concurrency that are set', () => {
    const given = { memoryMegabytes: 4096, maxConcurrency: 20, provisionedConcurrency: 2 };
    expect(serverlessOf(given)).toEqual([{ model: 'a', ...given }]);
  });

  test('refuses a bundle that does not fit, and says what would', () => {
    const models = [
      model('disk', settings),
      model('memory', settings),
      model('small', { ...settings, memoryMegabytes: 1024 }),
    ];
    const sizes = {
      disk: { onnxBytes: 1e9, otherBytes: 4.1e9 },
      memory: { onnxBytes: 2.6e9, otherBytes: 0 },
      small: { onnxBytes: 1e9, otherBytes: 0 },
    };
    expect(() => serve(models, sizes)).toThrowError(
      [
        'Models cannot be served as configured:',
        '  pilotlight:models.disk does not fit a serverless endpoint: it unpacks to 5100.00 MB, but its disk holds 5000.00 MB; make it smaller (int8), or set `serving: realtime` or `endpoint: shared` or `serving: async` or `serving: function, modelFrom: image` or `serving: function, modelFrom: efs`',
        '  pilotlight:models.memory does not fit a serverless endpoint: it needs about 5 GiB of memory, but there are only 4.8 GiB; make it smaller (int8), or set `serving: realtime` or `endpoint: shared` or `serving: async` or `serving: function, modelFrom: image` or `serving: function, modelFrom: efs`',
        '  pilotlight:models.small.memoryMegabytes is 1024, but the model needs more: must be at least 3072',
      ].join('\n'),
    );
  });

  test('holds as many workers as the manifest asks for', () => {
    const size = { onnxBytes: 0.2e9, otherBytes: 0 };
    const withWorkers = (workers: number) => () =>
      serveModels({
        ...{ prefix: 'pilotlight-dev', endpointDefaults: ENDPOINT },
        models: [model('a', settings)],
        artefacts: [{ name: 'a', size, asked: { tuning: { workers } } }],
      }).serverless;
    expect(withWorkers(1)()).toMatchObject([{ memoryMegabytes: 1024 }]);
    expect(withWorkers(4)()).toMatchObject([{ memoryMegabytes: 3072 }]);
    expect(withWorkers(40)).toThrowError('a does not fit a serverless endpoint: it needs about');
  });

  test('refuses a bundle that takes more than three minutes to start', () => {
    const slow = { onnxBytes: 1e9, otherBytes: 3.9e9, archiveBytes: 4.9e9 };
    expect(() => serverlessOf({}, slow)).toThrowError(
      'a does not fit a serverless endpoint: it takes about 213 s to start, but the limit is 180 s',
    );
  });
});

describe('an asynchronous endpoint', () => {
  const asyncOf = (given: Settings, size = SMALL) =>
    serve([model('a', { serving: 'async', ...given })], { a: size }).async;

  test('is the only host of its model, on an instance that can scale', () => {
    const served = serve([model('a', { serving: 'async' })]);
    const found = { model: 'a', instanceType: 'ml.m5.large', maxInstances: 1, jobsPerInstance: 2 };
    expect(served).toEqual({
      models: [{ name: 'a', mode: 'async', async: found }],
      endpoints: [],
      functions: [],
      serverless: [],
      async: [found],
    });
    expect(asyncOf({}, { onnxBytes: 4e9, otherBytes: 0 })).toMatchObject([
      { instanceType: 'ml.m5.xlarge' },
    ]);
  });

  test('has the instances that are set; of an unknown type SageMaker decides how many jobs it gets', () => {
    const given = { instanceType: 'ml.c5.large', maxInstances: 3 };
    expect(asyncOf(given)).toEqual([{ model: 'a', ...given }]);
  });

  test('is beside the other hosts of a model for large inputs, not instead of them', () => {
    const served = serve([
      model('a', { serving: 'auto', largeInputs: 'async' }),
      model('b', { serving: 'serverless', largeInputs: 'async' }),
      model('c', { serving: 'realtime', whileWaking: 'park', largeInputs: 'async' }),
      model('d', { largeInputs: 'async' }),
    ]);
    expect(served.async.map((one) => one.model)).toEqual(['a', 'b', 'c', 'd']);
    expect(served.endpoints.map(({ key }) => key)).toEqual(['a', 'c', 'd']);
    expect(served.functions.map((one) => one.model)).toEqual(['a', 'd']);
    expect(served.models.map(({ mode }) => mode)).toEqual([
      'auto',
      'serverless',
      'realtime',
      'auto',
    ]);
  });

  test('refuses a bundle that its instances do not hold, and says which would', () => {
    const size = { onnxBytes: 4e9, otherBytes: 0 };
    expect(() => asyncOf({ instanceType: 'ml.m5.large' }, size)).toThrowError(
      'a.instanceType is "ml.m5.large", but the model needs more memory: must be at least ml.m5.xlarge',
    );
    expect(() => asyncOf({}, { onnxBytes: 300e9, otherBytes: 0 })).toThrowError(
      /a does not fit an asynchronous endpoint: it takes about \d+ s to start, but the limit is 3600 s; make it smaller/,
    );
  });
});

describe('a model whose answers become files', () => {
  const answerFiles: AnswerFiles = {
    axis: 1,
    contentType: 'image/png',
    pictures: [{ name: 'original', title: 'Original' }],
  };
  const withFiles = (settings: Settings) => () =>
    serveModels({
      ...{ prefix: 'pilotlight-dev', endpointDefaults: ENDPOINT },
      models: [model('a', settings)],
      artefacts: [{ name: 'a', size: SMALL, asked: { answerFiles } }],
    });

  test('is asynchronous without being told', () => {
    expect(withFiles({})()).toMatchObject({
      models: [{ name: 'a', mode: 'async', endpoint: undefined, function: undefined }],
      async: [{ model: 'a' }],
      functions: [],
    });
    expect(withFiles({ serving: 'async' })().models).toMatchObject([{ mode: 'async' }]);
  });

  test.each(['realtime', 'function', 'auto', 'serverless'] as const)(
    'is refused in the mode %s, which gives no files',
    (serving) => {
      expect(withFiles({ serving, largeInputs: 'async' })).toThrowError(
        `A model cannot be served as configured:\n  pilotlight:models.a cannot have the mode ${serving}: its answers become files (answerFiles), which only jobs make; set \`serving: async\``,
      );
    },
  );
});

test.each([
  [{ serving: 'serverless' }, '--serverless', 12],
  [{ serving: 'async' }, '--async', 7],
  [{ serving: 'function', largeInputs: 'async' }, '--async', 7],
] as const)('counts the suffix of the endpoint that %j makes', (settings, suffix, length) => {
  const prefix = `pilotlight-${'s'.repeat(12)}`;
  const longest = 'm'.repeat(55 - `${prefix}-`.length - length);
  expect(serve([model(longest, settings)], {}, prefix).models).toHaveLength(1);
  expect(() => serve([model(`${longest}m`, settings)], {}, prefix)).toThrowError(
    `pilotlight:models.${longest}m makes the endpoint's name "${prefix}-${longest}m${suffix}"`,
  );
});
