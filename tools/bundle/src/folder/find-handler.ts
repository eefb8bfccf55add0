import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, findingsOf } from '../finding.ts';
import { HOOK_ARGUMENTS } from '../names.ts';

export interface FoundHandler {
  /** Relative to the model's folder; undefined when there is none, or more than one. */
  readonly source: string | undefined;
  readonly findings: readonly Finding[];
}

/** Where a handler may be; `''` is beside `model.json`. The errors recommend the first. */
const FOLDERS = ['src', 'code', ''];
const HANDLER_NAME = /^handler\.(ts|mts|js|mjs)$/;
const RECOMMENDED = 'src/handler.ts';

/** The name that SageMaker's own containers use, and that of a handler in Python. */
const PYTHON_HANDLER = /^(handler|inference)\.py$/;
const SCRIPT = /\.[cm]?[jt]sx?$/;
const NO_HANDLER = /\.(d|test|spec|config)\.[cm]?[jt]sx?$/;
const HOOKS = Object.keys(HOOK_ARGUMENTS);
const EXPORTS_HOOK = new RegExp(`\\bexports?\\b[^;]*?\\b(${HOOKS.join('|')})\\b`);

const place = findingsOf('handler-place');

/**
 * Finds the handler of the model in `directory`: `handler.ts`, `.mts`, `.js` or `.mjs` in `src/`, in `code/` or beside
 * `model.json`. Any other file that looks like a handler is an error: a model served without it may answer wrongly.
 */
export async function findHandler(directory: string): Promise<FoundHandler> {
  const files = await sourceFiles(directory);
  const [source, second] = files.filter((file) => HANDLER_NAME.test(nameOf(file)));
  if (source !== undefined && second !== undefined) {
    const found = `is a handler, and so is ${source}`;
    return { source: undefined, findings: [place(second, found, 'keep one of them')] };
  }
  if (source !== undefined) return { source, findings: [] };
  const findings: Finding[] = [];
  for (const file of files) findings.push(...(await checkIgnored(directory, file)));
  return { source: undefined, findings };
}

const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);

/** The files directly in the folders where a handler may be. */
async function sourceFiles(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const folder of FOLDERS) {
    const entries = await readdir(join(directory, folder), { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    files.push(...names.sort().map((name) => (folder === '' ? name : `${folder}/${name}`)));
  }
  return files;
}

/** Checks a source file of a model that has no handler. */
async function checkIgnored(directory: string, file: string): Promise<Finding[]> {
  const name = nameOf(file);
  if (PYTHON_HANDLER.test(name)) {
    const found = 'is not packed: the container runs handlers in JavaScript or TypeScript only';
    return [place(file, found, `write its hooks in ${RECOMMENDED}, or remove it`)];
  }
  if (!SCRIPT.test(name) || NO_HANDLER.test(name)) return [];
  const text = await readFile(join(directory, file), 'utf8');
  if (/^handler\./i.test(name) || EXPORTS_HOOK.test(text)) {
    const wanted = `make it an ES module, and call it ${RECOMMENDED} (or .mts, .js, .mjs)`;
    return [place(file, 'looks like a handler, but is not packed', wanted)];
  }
  if (!file.includes('/')) return [];
  const wanted = `use it in a handler (${RECOMMENDED}), or move it to scripts/ or tests/`;
  return [findingsOf('handler-place', 'warning')(file, 'is ignored: there is no handler', wanted)];
}
