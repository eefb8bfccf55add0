import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { checkEntries } from './archive/check-entries.ts';
import { type ArchiveEntry, ArchiveError, readEntries } from './archive/read-entries.ts';
import { unpackArchive } from './archive/unpack-archive.ts';
import { BundleError } from './bundle-error.ts';
import { findingsOf } from './finding.ts';
import { lintBundle, type LintReport } from './lint-bundle.ts';
import { HANDLER } from './names.ts';
import { packModel } from './pack-model.ts';

/** Nothing could be looked at but what `findings` say. */
export type LintedPath = Pick<LintReport, 'findings'> & Partial<LintReport>;

/**
 * Lints what lies at `path`: a model's folder, an unpacked bundle, or a `model.tar.gz`, by whomever it was made. Leaves
 * `path` as it is; a folder is packed elsewhere.
 * @throws BundleError when there is nothing
 */
export async function lintPath(path: string): Promise<LintedPath> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (!found) throw new BundleError(`${absolute} is missing; a folder or a model.tar.gz is wanted`);
  const scratch = await mkdtemp(join(tmpdir(), 'lint-'));
  try {
    if (!found.isDirectory()) return await lintArchive(absolute, scratch);
    const toPack = await isModelFolder(absolute);
    return toPack ? await packModel(absolute, scratch) : await lintBundle(absolute);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What a model's folder has and an unpacked bundle has not. */
const FOLDER_ONLY = /^(src|package\.json|project\.json|tsconfig\.json|handler\.\w+)$/;

/** A folder with neither those nor a handler is its own bundle. */
async function isModelFolder(directory: string): Promise<boolean> {
  const packed = await stat(join(directory, HANDLER)).catch(() => undefined);
  return !packed && (await readdir(directory)).some((name) => FOLDER_ONLY.test(name));
}

async function lintArchive(archive: string, scratch: string): Promise<LintedPath> {
  const name = basename(archive);
  let entries: ArchiveEntry[];
  try {
    entries = await readEntries(archive);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    const wanted = 'make it by `tar -czf`, or copy it once more';
    return { findings: [findingsOf('archive-unreadable')(name, error.message, wanted)] };
  }
  const findings = checkEntries(name, entries);
  if (findings.some(({ rule }) => rule === 'archive-size')) return { findings };
  await unpackArchive(archive, entries, scratch);
  const report = await lintBundle(scratch, { archive });
  return { ...report, findings: [...findings, ...report.findings] };
}
