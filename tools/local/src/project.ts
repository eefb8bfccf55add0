import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

/** A Pulumi project as its Pulumi.yaml describes it. */
export interface Project {
  readonly name: string;
  /** Where Pulumi.yaml is. */
  readonly root: string;
  /** The program's working directory. */
  readonly programDirectory: string;
  /** The module that Pulumi's Node host would load. */
  readonly entry: string;
}

/** A stack's configuration as the engine passes it: every value is text, an object is JSON. */
export type StackConfig = Readonly<Record<string, string>>;

/** @throws Error for a project without `name` or `main`, and for a program without an entry */
export function readProject(root: string): Project {
  const file = join(root, 'Pulumi.yaml');
  const { name, main, config } = readYaml(file);
  if (typeof name !== 'string') throw new Error(`${file} has no name`);
  if (typeof main !== 'string') throw new Error(`${file} has no main`);
  if (config !== undefined) throw new Error(`${file}: config must be in Pulumi.STACK.yaml`);
  const programDirectory = resolve(root, main);
  const manifest = join(programDirectory, 'package.json');
  const entry = (JSON.parse(readFileSync(manifest, 'utf8')) as { main?: unknown }).main;
  if (typeof entry !== 'string') throw new Error(`${manifest} has no main`);
  return { name, root, programDirectory, entry: join(programDirectory, entry) };
}

/** @throws Error for a stack without a file, and for a secret, which only the engine can read */
export function readStackConfig(project: Project, stack: string): StackConfig {
  return Object.fromEntries(
    Object.entries(readStackFile(project, stack)).map(([key, value]) => {
      if (isSecret(value)) {
        throw new Error(
          `${stackFile(project, stack)}: ${key} is a secret, which only Pulumi reads`,
        );
      }
      return [key, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

/**
 * A stack's configuration as its file has it, each key with its namespace.
 * @throws Error for a stack without a file
 */
export function readStackFile(project: Project, stack: string): Record<string, unknown> {
  const file = stackFile(project, stack);
  if (!existsSync(file)) throw new Error(`there is no stack ${stack}: ${file} is missing`);
  const { config } = readYaml(file);
  return Object.fromEntries(
    Object.entries((config ?? {}) as Record<string, unknown>).map(([key, value]) => [
      key.includes(':') ? key : `${project.name}:${key}`,
      value,
    ]),
  );
}

const stackFile = ({ root }: Project, stack: string) => join(root, `Pulumi.${stack}.yaml`);

function readYaml(file: string): Record<string, unknown> {
  return (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, unknown>;
}

const isSecret = (value: unknown) =>
  typeof value === 'object' && value !== null && 'secure' in value;
