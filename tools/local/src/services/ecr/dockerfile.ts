import { execForm, parseInstructions, type Instruction } from './dockerfile-text.ts';
import { readLambdaStage, runtimeOf, type LambdaProgram } from './lambda-stage.ts';

export interface ImageProgram {
  /** The exec form: the program and its first arguments. Empty for an image of Lambda's, which has its own. */
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Of an image that is made from Lambda's own. */
  readonly lambda?: LambdaProgram;
}

/**
 * Reads what the last stage of a Dockerfile runs: only `ENTRYPOINT` in exec form, `ENV NAME=value` and
 * `LABEL NAME=value` are read. In a stage from Lambda's own image, `COPY` and `CMD` say what is run instead.
 * @throws Error without such an ENTRYPOINT: SageMaker's argument `serve` would not reach the program
 */
export function readDockerfile(text: string, path: string): ImageProgram {
  const instructions = parseInstructions(text);
  const start = instructions.findLastIndex(({ name }) => name === 'FROM');
  const stage = instructions.slice(start + 1);
  const assigned = (instruction: string) =>
    Object.fromEntries(
      stage.filter(({ name }) => name === instruction).flatMap(({ rest }) => assignments(rest)),
    );
  const image = { environment: assigned('ENV'), labels: assigned('LABEL') };
  const runtime = runtimeOf(baseOf(instructions, start));
  if (runtime !== undefined) {
    return { ...image, entrypoint: [], lambda: readLambdaStage(stage, runtime, path) };
  }
  const entrypoint = stage.findLast(({ name }) => name === 'ENTRYPOINT')?.rest;
  return { ...image, entrypoint: execForm('ENTRYPOINT', entrypoint, path) };
}

/** The image that a stage is made from: without options such as `--platform`, and with the defaults of ARGs. */
function baseOf(instructions: readonly Instruction[], start: number): string {
  const words = instructions[start]?.rest.split(/\s+/) ?? [];
  const base = words.find((word) => !word.startsWith('--')) ?? '';
  const defaults = new Map(
    instructions
      .slice(0, start)
      .filter(({ name }) => name === 'ARG')
      .flatMap(({ rest }) => assignments(rest)),
  );
  return base.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => defaults.get(name) ?? whole);
}

function assignments(text: string): [string, string][] {
  return [...text.matchAll(/([A-Za-z_][\w.-]*)=("([^"]*)"|\S*)/g)].map(
    ([, name = '', value = '', inQuotes]) => [name, inQuotes ?? value],
  );
}
