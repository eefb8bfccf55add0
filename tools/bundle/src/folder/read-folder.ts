import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, posix } from 'node:path';
import { type Finding, findingsOf } from '../finding.ts';
import { MANIFEST } from '../names.ts';

/** The contents of a model's folder. Paths are relative to it, with `/`. */
export interface ModelFolder {
  readonly directory: string;
  /** The files that are packed unchanged: first `model.json`, then by name. */
  readonly artefacts: readonly string[];
  /** The files beside `model.json` that are left out: sources, documents and settings of tools. */
  readonly leftOut: readonly string[];
  readonly findings: readonly Finding[];
}

/** Folders of the model's project, not of the model. Hidden ones are left out as well. */
const PROJECT_FOLDERS = new Set([
  'code',
  'coverage',
  'dist',
  'node_modules',
  'scripts',
  'src',
  'test',
  'tests',
  'venv',
  '__pycache__',
]);
const TOOL_FILES =
  /^((package|package-lock|project)\.json|tsconfig.*\.json|requirements.*\.txt|.*~)$/;
const SOURCES_AND_DOCUMENTS = new Set(
  (
    '.ts .mts .cts .js .mjs .cjs .py .pyc .ipynb .sh .log ' +
    '.md .pdf .svg .png .jpg .jpeg .gif .webp'
  ).split(' '),
);

/**
 * Reads the model in `directory`. Everything belongs to the bundle except sources, tests, documents, hidden files and
 * settings of tools. In a subfolder such as `images/`, all files except hidden ones do.
 */
export async function readFolder(directory: string): Promise<ModelFolder> {
  const findings: Finding[] = [...(await checkName(directory))];
  const [artefacts, leftOut]: [string[], string[]] = [[], []];
  await walk('');
  const others = artefacts.filter((file) => file !== MANIFEST).sort();
  return {
    directory,
    artefacts: artefacts.includes(MANIFEST) ? [MANIFEST, ...others] : others,
    leftOut: leftOut.sort(),
    findings,
  };

  async function walk(folder: string): Promise<void> {
    for (const entry of await readdir(join(directory, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.name.startsWith('.') || (folder === '' && PROJECT_FOLDERS.has(path))) continue;
      if (entry.isDirectory()) await walk(path);
      else if (!(await isFile(join(directory, path)))) findings.push(noFile(path));
      else if (folder === '' && isForPeople(path)) leftOut.push(path);
      else artefacts.push(path);
    }
  }
}

const isForPeople = (name: string) =>
  TOOL_FILES.test(name) || SOURCES_AND_DOCUMENTS.has(extname(name).toLowerCase());

/** A link to a file counts as the file. */
const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() ?? false;

const noFile = (path: string) =>
  findingsOf('file-link')(
    path,
    'is neither a file nor a folder, nor a link to a file',
    'put the file or the folder itself there',
  );

async function checkName(directory: string): Promise<Finding[]> {
  const manifest = await readJson(join(directory, MANIFEST));
  const name = (manifest as { name?: unknown } | null | undefined)?.name;
  const folder = basename(directory);
  if (typeof name !== 'string' || name === folder) return [];
  const found = `is "${name}", but its folder is called "${folder}"`;
  return [findingsOf('folder-name')(`${MANIFEST}#/name`, found, 'rename one of them')];
}

/** Undefined when the file is missing or not JSON, which other checks report. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
