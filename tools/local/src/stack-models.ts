import { DEFAULT_MODELS } from '@pilotlight/contracts';
import { readStackFile, type Project } from './project.ts';

/**
 * The models that a stack's file lists, for they have to be built before it is deployed. A list that is not valid is left
 * to the program, which says what is wrong with it.
 * @throws Error for a stack without a file
 */
export function stackModels(project: Project, stack: string): readonly string[] {
  const config = readStackFile(project, stack);
  const models = config[`${project.name}:models`] ?? DEFAULT_MODELS;
  return Array.isArray(models) ? models.map(String) : [];
}
