import { DEFAULT_MODELS } from '@pilotlight/contracts';
import { readStackFile, type Project } from './project.ts';

/**
 * The models that a stack's file lists: they must be built before the stack is deployed. An invalid list is left to the
 * program, which reports what is wrong with it.
 * @throws Error for a stack without a file
 */
export function stackModels(project: Project, stack: string): readonly string[] {
  const config = readStackFile(project, stack);
  const models = config[`${project.name}:models`] ?? DEFAULT_MODELS;
  return Array.isArray(models) ? models.map(String) : [];
}
