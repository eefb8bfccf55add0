export interface ImageProgram {
  /** The exec form: the program and its first arguments. */
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Reads what the last stage of a Dockerfile runs: only `ENTRYPOINT` in exec form,
 * `ENV NAME=value` and `LABEL NAME=value` are read.
 * @throws Error without such an ENTRYPOINT: SageMaker's argument `serve` would not reach the program
 */
export function readDockerfile(text: string, path: string): ImageProgram {
  const instructions = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => /^\s*([A-Za-z]+)\s+(.*\S)\s*$/.exec(line))
    .filter((found) => found !== null)
    .map(([, name = '', rest = '']) => ({ name: name.toUpperCase(), rest }));
  const lastStage = instructions.slice(
    instructions.findLastIndex(({ name }) => name === 'FROM') + 1,
  );
  const entrypoint = lastStage.findLast(({ name }) => name === 'ENTRYPOINT')?.rest;
  const assigned = (instruction: string) =>
    Object.fromEntries(
      lastStage.filter(({ name }) => name === instruction).flatMap(({ rest }) => assignments(rest)),
    );
  return {
    entrypoint: execForm(entrypoint, path),
    environment: assigned('ENV'),
    labels: assigned('LABEL'),
  };
}

function execForm(text: string | undefined, path: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? '');
  } catch {
    parsed = undefined;
  }
  if (Array.isArray(parsed) && parsed.length > 0) {
    const words: unknown[] = parsed;
    if (words.every((word) => typeof word === 'string')) return words;
  }
  throw new Error(
    `${path} needs an ENTRYPOINT in exec form, such as ENTRYPOINT ["node", "main.mjs"]`,
  );
}

function assignments(text: string): [string, string][] {
  return [...text.matchAll(/([A-Za-z_][\w.-]*)=("([^"]*)"|\S*)/g)].map(
    ([, name = '', value = '', inQuotes]) => [name, inQuotes ?? value],
  );
}
