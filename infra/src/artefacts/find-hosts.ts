import type { ModelArtefact } from './model-artefact.ts';
import { Outputs } from './outputs.ts';

/** The programs that run models, as paths relative to the program's directory. */
export interface Hosts {
  /** The container image of all endpoints; undefined when no model has one. */
  readonly container: { readonly context: string; readonly dockerfile: string } | undefined;
  /** Undefined when no model has a function. */
  readonly function: FunctionArtefact | undefined;
}

/** The function that runs a model. */
export interface FunctionArtefact {
  /** The folder with `index.mjs` and what it needs; another one for models that take pictures. */
  readonly program: string;
  readonly pictureProgram: string;
  readonly dockerfile: string;
  /** The functions of models on EFS: what starts their program, and what copies it there. */
  readonly starter: string;
  readonly loader: string;
}

/** Which programs a stack needs. */
export interface Needed {
  readonly container: boolean;
  readonly function: boolean;
}

/**
 * Finds the build outputs of the programs that run models.
 * @param root the workspace, relative to the program's directory
 * @throws RunError that lists everything missing at once, each with the command that fixes it
 */
export function findHosts(needed: Needed, root = '..'): Hosts {
  const outputs = new Outputs(root);
  const container = needed.container ? findContainer(outputs) : undefined;
  const found = needed.function ? findFunction(outputs) : undefined;
  outputs.check();
  return { container, function: found };
}

function findContainer(outputs: Outputs): Hosts['container'] {
  const dist = 'apps/inference/dist';
  return {
    context: outputs.wanted('inference', dist, `${dist}/main.mjs`),
    dockerfile: outputs.at('apps/inference/Dockerfile'),
  };
}

function findFunction(outputs: Outputs): FunctionArtefact {
  const app = 'apps/function-inference';
  const program = (name: string) =>
    outputs.wanted('function-inference', `${app}/dist/${name}`, `${app}/dist/${name}/index.mjs`);
  return {
    program: program('program'),
    pictureProgram: program('program-images'),
    dockerfile: outputs.at(`${app}/Dockerfile`),
    starter: outputs.wanted('function-inference', `${app}/dist/efs/index.mjs`),
    loader: outputs.wanted('function-inference', `${app}/dist/loader/index.mjs`),
  };
}

/** The program that a model needs. */
export function programOf(
  { program, pictureProgram }: FunctionArtefact,
  { pictures }: Pick<ModelArtefact, 'pictures'>,
): string {
  return pictures ? pictureProgram : program;
}
