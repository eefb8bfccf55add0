import type { ModelConfig } from '../config/models.ts';
import { NAMESPACE } from '../config/setting.ts';
import { DEFAULT_CONCURRENCY } from '../config/serving-settings.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import { fitsMemory } from './carriers.ts';
import { declaredNameMistakes } from './declared-name.ts';
import type { ServerlessConfig } from './serve-models.ts';
import { insteadOf, verdictOf } from './way-verdict.ts';

interface Found {
  readonly serverless: ServerlessConfig | undefined;
  readonly mistakes: readonly string[];
}

const MEBIBYTE = 2 ** 20;

/**
 * The serverless endpoint of one model, from its configuration and the size of its bundle: by default the smallest that
 * the bundle fits.
 */
export function readServerless(
  prefix: string,
  config: ModelConfig,
  { size, asked }: Pick<ModelArtefact, 'size' | 'asked'>,
): Found {
  if (config.serving !== 'serverless') return { serverless: undefined, mistakes: [] };
  const { name, maxConcurrency = DEFAULT_CONCURRENCY, provisionedConcurrency } = config;
  const where = `${NAMESPACE}models.${name}`;
  const { machine, why } = verdictOf('serverless', size, asked);
  if (!machine) {
    const mistake = `${where} does not fit a serverless endpoint: ${why}; ${insteadOf(size, asked)}`;
    return { serverless: undefined, mistakes: [mistake] };
  }
  const least = machine.memoryBytes / MEBIBYTE;
  const memoryMegabytes = config.memoryMegabytes ?? least;
  return {
    serverless: {
      model: name,
      memoryMegabytes,
      maxConcurrency,
      ...(provisionedConcurrency === undefined ? {} : { provisionedConcurrency }),
    },
    mistakes: [
      ...declaredNameMistakes(prefix, name, 'serverless', where),
      ...(fitsMemory(size, memoryMegabytes, asked.tuning?.workers)
        ? []
        : [
            `${where}.memoryMegabytes is ${memoryMegabytes}, but the model needs more: must be at least ${least}`,
          ]),
    ],
  };
}
