import { DEFAULT_MODELS } from '@pilotlight/contracts';
import { readStackFile, type Project } from './project.ts';

/**
 * The models that a stack's file has, as a list or as the keys of an object: they must be built before the stack is
 * deployed. Anything else is left to the program, which reports what is wrong with it.
 * @throws Error for a stack without a file
 */
export function stackModels(project: Project, stack: string): readonly string[] {
  const config = readStackFile(project, stack);
  const models = config[`${project.name}:models`] ?? DEFAULT_MODELS;
  if (Array.isArray(models)) return models.map(String);
  return typeof models === 'object' && models !== null ? Object.keys(models) : [];
}
