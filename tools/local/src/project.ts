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
  if (config !== undefined) throw new Error(`${file}: the local cloud reads a stack's config only`);
  const programDirectory = resolve(root, main);
  const manifest = join(programDirectory, 'package.json');
  const entry = (JSON.parse(readFileSync(manifest, 'utf8')) as { main?: unknown }).main;
  if (typeof entry !== 'string') throw new Error(`${manifest} has no main`);
  return { name, root, programDirectory, entry: join(programDirectory, entry) };
}

/** @throws Error for a stack without a file, and for a secret, which only the engine can read */
export function readStackConfig(project: Project, stack: string): StackConfig {
  const file = join(project.root, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) throw new Error(`there is no stack ${stack}: ${file} is missing`);
  const { config } = readYaml(file);
  return Object.fromEntries(
    Object.entries((config ?? {}) as Record<string, unknown>).map(([key, value]) => {
      if (isSecret(value)) throw new Error(`${file}: ${key} is a secret, which only Pulumi reads`);
      const full = key.includes(':') ? key : `${project.name}:${key}`;
      return [full, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

function readYaml(file: string): Record<string, unknown> {
  return (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, unknown>;
}

const isSecret = (value: unknown) =>
  typeof value === 'object' && value !== null && 'secure' in value;
