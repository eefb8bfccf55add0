import { Type } from 'typebox';
import { ENDPOINT_SETTINGS } from './endpoint-settings.ts';
import { setting, type Values } from './setting.ts';

/** Lambda's limits for the memory of a function. */
const MEMORY_MEGABYTES = { least: 128, most: 10_240 };

/** The keys of one model that say what serves it. What is not set follows from the bundle's size. */
export const SERVING_SETTINGS = {
  serving: setting(Type.Enum(['realtime', 'function', 'auto']), 'realtime, function or auto'),
  whileWaking: setting(Type.Enum(['function', 'park']), 'function or park'),
  modelFrom: setting(Type.Enum(['package', 'image', 'efs']), 'package, image or efs'),
  memoryMegabytes: setting(
    Type.Integer({ minimum: MEMORY_MEGABYTES.least, maximum: MEMORY_MEGABYTES.most }),
    `an integer of megabytes from ${MEMORY_MEGABYTES.least} to ${MEMORY_MEGABYTES.most}`,
  ),
};

export type ServingSettings = Partial<Values<typeof SERVING_SETTINGS>>;

/** How the model of a function gets into it: in its zip, in its image, or on a file system that it mounts. */
export type ModelFrom = Values<typeof SERVING_SETTINGS>['modelFrom'];

const FUNCTION_KEYS = ['modelFrom', 'memoryMegabytes'];
const ENDPOINT_KEYS = ['endpoint', ...Object.keys(ENDPOINT_SETTINGS)];

/**
 * The settings of one model that contradict its other settings.
 * @param where what stands before a key in an error
 */
export function contradictions(
  given: Readonly<Record<string, unknown>>,
  where: string,
): readonly string[] {
  const { serving, whileWaking } = given;
  const among = (keys: readonly string[], why: string) =>
    keys.filter((key) => Object.hasOwn(given, key)).map((key) => `${where}${key} is set, ${why}`);
  if (serving === 'function') {
    const why = 'but with `serving: function` the model has no endpoint: leave it out';
    return among(['whileWaking', ...ENDPOINT_KEYS], why);
  }
  if (serving === 'auto') {
    const why = 'but with `serving: auto` the function always answers: set `serving: realtime`';
    return among(['whileWaking'], `${why}, or leave it out`);
  }
  if (whileWaking !== 'park') return [];
  const why = 'but with `whileWaking: park` the model has no function: leave it out';
  return among(FUNCTION_KEYS, why);
}
