import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { MANIFEST, MODEL } from '../names.ts';
import { megabytes } from '../units.ts';

/** The files of a model's folder that go into its bundle as they are, first `model.json`, then by name. */
export interface ModelFolder {
  readonly directory: string;
  /** Only those that are there. */
  readonly artefacts: readonly string[];
  readonly findings: readonly Finding[];
}

const filesField = findingsOf('files-field');
const PACKAGE = 'package.json';

/**
 * Looks at the model in `directory`: `model.json`, `model.onnx`, and what the `files` field of its `package.json` names
 * besides (npm's own field for what belongs to a package), such as `tokenizer.json`.
 */
export async function readFolder(directory: string): Promise<ModelFolder> {
  const findings: Finding[] = [...(await checkName(directory))];
  const named = await namedFiles(directory, findings);
  const others = [...new Set([MODEL, ...named])].filter((file) => file !== MANIFEST).sort();
  const artefacts: string[] = [];
  for (const file of [MANIFEST, ...others]) {
    const found = await stat(join(directory, file)).catch(() => undefined);
    if (found?.isFile()) artefacts.push(file);
    if ((found?.isFile() && found.size > 0) || file === MANIFEST || file === MODEL) continue;
    findings.push(
      filesField(
        file,
        `is ${found?.isFile() ? 'empty' : 'missing'}, though "files" in ${PACKAGE} names it`,
        'make it, or take it from the list',
      ),
    );
  }
  return { directory, artefacts, findings };
}

async function checkName(directory: string): Promise<Finding[]> {
  const manifest = await readJson(join(directory, MANIFEST));
  const name = (manifest as { name?: unknown } | undefined)?.name;
  const folder = basename(directory);
  if (typeof name !== 'string' || name === folder) return [];
  const found = `is "${name}", but its folder is called "${folder}"`;
  return [findingsOf('folder-name')(`${MANIFEST}#/name`, found, 'rename the one or the other')];
}

async function namedFiles(directory: string, findings: Finding[]): Promise<string[]> {
  const value = await readJson(join(directory, PACKAGE));
  if (typeof value !== 'object' || value === null) {
    const found = `is ${value === undefined ? 'missing or no JSON' : 'no object'}`;
    findings.push(filesField(PACKAGE, found, 'write one with "name", "type" and "files"'));
    return [];
  }
  const { files = [] } = value as { files?: unknown };
  const isPlain = (name: unknown) => typeof name === 'string' && /^[\w-][\w.-]*$/.test(name);
  if (Array.isArray(files) && files.every(isPlain)) return files as string[];
  findings.push(
    filesField(
      `${PACKAGE}#/files`,
      'is no list of plain names',
      'name files that lie beside it, such as ["tokenizer.json"]',
    ),
  );
  return [];
}

/** Undefined for what is missing or no JSON: that is found where it matters. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Made by people for people, or by tools for tools. */
const NO_ARTEFACTS = /^(package(-lock)?\.json|tsconfig.*\.json|\..*)$/;
const DOCUMENTS = [
  '.md',
  '.txt',
  '.svg',
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.pdf',
  '.ts',
  '.mjs',
  '.js',
  '.py',
];

/**
 * Files beside `model.json` that are not named, though the bundled handler names them or they are large.
 * @param handler the bundled handler's source
 */
export async function checkUnnamed(
  { directory, artefacts }: ModelFolder,
  handler = '',
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isFile() || artefacts.includes(name) || NO_ARTEFACTS.test(name)) continue;
    const { size } = await stat(join(directory, name));
    const read = ['"', "'", '`'].some((quote) => handler.includes(`${quote}${name}${quote}`));
    const large = size >= LINT_LIMITS.unnamedFileBytes && !DOCUMENTS.includes(extname(name));
    if (!read && !large) continue;
    const reason = read ? 'the handler names it' : `it has ${megabytes(size)}`;
    findings.push(
      findingsOf('file-unnamed', 'warning')(
        name,
        `is not in the bundle, and ${reason}`,
        `name it under "files" in ${PACKAGE}, or move it elsewhere`,
      ),
    );
  }
  return findings;
}
