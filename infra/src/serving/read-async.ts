import {
  BURSTABLE_INSTANCE,
  INSTANCES,
  type Serving,
  workersInMemory,
} from '@pilotlight/contracts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { ModelConfig } from '../config/models.ts';
import { NAMESPACE } from '../config/setting.ts';
import { DEFAULT_INSTANCES_MOST } from '../config/serving-settings.ts';
import { declaredNameMistakes } from './declared-name.ts';
import type { AsyncConfig } from './serve-models.ts';
import { insteadOf, verdictOf } from './way-verdict.ts';

interface Found {
  readonly async: AsyncConfig | undefined;
  readonly mistakes: readonly string[];
}

/**
 * The asynchronous endpoint of one model, from its configuration and the size of its bundle. Its instance type is that of
 * the model, or of the stack; but instead of a burstable one, the smallest that the bundle fits.
 */
export function readAsync(
  prefix: string,
  config: ModelConfig,
  mode: Serving['mode'],
  { size, asked }: Pick<ModelArtefact, 'size' | 'asked'>,
): Found {
  const { name, largeInputs, maxInstances = DEFAULT_INSTANCES_MOST } = config;
  if (mode !== 'async' && largeInputs !== 'async') return { async: undefined, mistakes: [] };
  const workers = asked.tuning?.workers;
  const where = `${NAMESPACE}models.${name}`;
  const { machine: smallest, why } = verdictOf('async', size, asked);
  if (!smallest) {
    const mistake = `${where} does not fit an asynchronous endpoint: ${why}; ${insteadOf(size, asked)}`;
    return { async: undefined, mistakes: [mistake] };
  }
  const burstable = BURSTABLE_INSTANCE.test(config.instanceType);
  const instanceType = burstable ? smallest.name : config.instanceType;
  const machine = INSTANCES.find((one) => one.name === instanceType);
  const holds = machine && workersInMemory(size, machine.memoryBytes) >= (workers ?? 1);
  const atOnce = workers ?? machine?.processors;
  return {
    async: {
      model: name,
      instanceType,
      maxInstances,
      ...(atOnce === undefined ? {} : { jobsPerInstance: atOnce }),
    },
    mistakes: [
      ...declaredNameMistakes(prefix, name, 'async', where),
      ...(holds === false
        ? [
            `${where}.instanceType is "${instanceType}", but the model needs more memory: must be at least ${smallest.name}`,
          ]
        : []),
    ],
  };
}
