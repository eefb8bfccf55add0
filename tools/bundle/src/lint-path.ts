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

/** Only `findings` is set when the bundle could not be read. */
export type LintedPath = Pick<LintReport, 'findings'> & Partial<LintReport>;

/**
 * Lints a model's folder, an unpacked bundle or a `model.tar.gz`, whatever tool made it. Does not change `path`: a
 * folder is packed into a temporary directory.
 * @throws BundleError when there is nothing at `path`
 */
export async function lintPath(path: string): Promise<LintedPath> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (!found) throw new BundleError(`${absolute} is missing; must be a folder or a model.tar.gz`);
  const scratch = await mkdtemp(join(tmpdir(), 'lint-'));
  try {
    if (!found.isDirectory()) return await lintArchive(absolute, scratch);
    const toPack = await isModelFolder(absolute);
    return toPack ? await packModel(absolute, scratch) : await lintBundle(absolute);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Files that a model's folder can have, but not an unpacked bundle. */
const FOLDER_ONLY = /^(src|package\.json|project\.json|tsconfig\.json|handler\.\w+)$/;

/** A folder with one of those files and without a packed handler; any other folder is linted as a bundle. */
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
    const wanted = 'make it with `tar -czf`, or copy it again';
    return { findings: [findingsOf('archive-unreadable')(name, error.message, wanted)] };
  }
  const findings = checkEntries(name, entries);
  if (findings.some(({ rule }) => rule === 'archive-size')) return { findings };
  await unpackArchive(archive, entries, scratch);
  const report = await lintBundle(scratch, { archive });
  return { ...report, findings: [...findings, ...report.findings] };
}
