import { type BundleSize, type Serving } from '@pilotlight/contracts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { ModelConfig } from '../config/models.ts';
import { NAMESPACE } from '../config/setting.ts';
import { EFS_SUFFIX, FUNCTION_NAME_CHARACTERS, functionName } from '../names.ts';
import {
  type Carrier,
  carriersOf,
  defaultMemoryMegabytes,
  fitsMemory,
  leastMemoryMegabytes,
} from './carriers.ts';
import type { FunctionConfig } from './serve-models.ts';

interface Found {
  readonly mode: Serving['mode'];
  readonly function: FunctionConfig | undefined;
  readonly mistakes: readonly string[];
}

/** The mode of one model and its function, from its configuration and the size of its bundle. */
export function readFunction(
  prefix: string,
  config: ModelConfig,
  { size, asked }: Pick<ModelArtefact, 'size' | 'asked'>,
): Found {
  const carriers = carriersOf(size);
  const mode = config.serving ?? (asked.answerFiles ? 'async' : defaultMode(config, carriers));
  if (!hasFunction(mode, config, carriers)) return { mode, function: undefined, mistakes: [] };
  const { name } = config;
  const modelFrom = config.modelFrom ?? carriers.find(({ fits }) => fits)?.from ?? 'efs';
  const memoryMegabytes = config.memoryMegabytes ?? defaultMemoryMegabytes(size);
  const where = `${NAMESPACE}models.${name}`;
  const instead = 'or set `serving: realtime` with `whileWaking: park`';
  const mistakes = [
    ...nameMistakes(
      functionName(prefix, name) + (modelFrom === 'efs' ? EFS_SUFFIX : ''),
      where,
      instead,
    ),
    ...carrierMistakes(config, modelFrom, carriers, where, instead),
    ...memoryMistakes(config, size, where),
  ];
  return { mode, function: { model: name, modelFrom, memoryMegabytes }, mistakes };
}

/** Whether a model gets a function without being told: its bundle fits one, or there are settings of one. */
function suitsFunction(config: ModelConfig, carriers: readonly Carrier[]): boolean {
  if (config.modelFrom !== undefined || config.memoryMegabytes !== undefined) return true;
  return carriers.some(({ fits }) => fits);
}

/** `whileWaking` is about an endpoint that requests wake: with `auto` there would be nothing to decide. */
function defaultMode(config: ModelConfig, carriers: readonly Carrier[]): Serving['mode'] {
  if (config.whileWaking !== undefined) return 'realtime';
  return suitsFunction(config, carriers) ? 'auto' : 'realtime';
}

function hasFunction(
  mode: Serving['mode'],
  config: ModelConfig,
  carriers: readonly Carrier[],
): boolean {
  if (mode !== 'realtime') return mode === 'function' || mode === 'auto';
  if (config.whileWaking !== undefined) return config.whileWaking === 'function';
  return suitsFunction(config, carriers);
}

function nameMistakes(full: string, where: string, instead: string): string[] {
  if (full.length <= FUNCTION_NAME_CHARACTERS) return [];
  return [
    `${where} makes the function's name "${full}", must be at most ${FUNCTION_NAME_CHARACTERS} characters: use a shorter stack or model name, ${instead}`,
  ];
}

function carrierMistakes(
  { modelFrom: asked }: ModelConfig,
  chosen: Carrier['from'],
  carriers: readonly Carrier[],
  where: string,
  instead: string,
): string[] {
  const carrier = carriers.find(({ from }) => from === chosen);
  if (carrier === undefined || carrier.fits) return [];
  const fitting = carriers.filter(({ fits }) => fits).map(({ from }) => from);
  if (fitting.length === 0) {
    return [`${where} does not fit a function: ${carrier.why}; make it smaller (int8), ${instead}`];
  }
  return [
    `${where}.modelFrom is "${asked}", but the bundle does not fit: ${carrier.why}; must be ${fitting.join(' or ')}`,
  ];
}

function memoryMistakes(
  { memoryMegabytes }: ModelConfig,
  size: BundleSize,
  where: string,
): string[] {
  const least = leastMemoryMegabytes(size);
  if (memoryMegabytes === undefined || least === undefined) return [];
  if (fitsMemory(size, memoryMegabytes)) return [];
  return [
    `${where}.memoryMegabytes is ${memoryMegabytes}, but the model needs more: must be at least ${least}`,
  ];
}
