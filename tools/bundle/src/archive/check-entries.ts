import { posix } from 'node:path';
import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { MANIFEST } from '../names.ts';
import { megabytes } from '../units.ts';
import type { ArchiveEntry } from './read-entries.ts';

const RECIPE = '`tar --owner=0 --group=0 --mode=a+rX -C DIR -czf model.tar.gz model.json ...`';

/** `./a//b` is `a/b`, and a directory ends in nothing. */
export const plainPath = (path: string): string => posix.normalize(path).replace(/\/$/, '');

/** The directory that all files are in, `model.json` too; undefined when some are at the root, as they should be. */
export function wrapperOf(entries: readonly ArchiveEntry[]): string | undefined {
  const paths = entries
    .filter(({ path, type }) => type !== 'Directory' && !leadsOut(path))
    .map(({ path }) => plainPath(path))
    .filter((path) => !isLitter(path));
  const manifest = paths.find((path) => posix.basename(path) === MANIFEST);
  const wrapper = posix.dirname(manifest ?? '.');
  return wrapper !== '.' && paths.every((path) => path.startsWith(`${wrapper}/`))
    ? wrapper
    : undefined;
}

/** macOS writes it beside the directory as well. */
const isLitter = (path: string) => /(^|\/)(\._[^/]*|\.DS_Store)$|^__MACOSX/.test(path);

/** Paths that would be written elsewhere than under the root. */
export function leadsOut(path: string): boolean {
  return (
    /^([a-z]:|\/|\\)/i.test(path) || path.includes('\\') || plainPath(path).split('/')[0] === '..'
  );
}

/** What is wrong with an archive before it is unpacked. */
export function checkEntries(archive: string, entries: readonly ArchiveEntry[]): Finding[] {
  return [
    ...checkSize(archive, entries),
    ...checkPaths(entries),
    ...checkOrder(archive, entries),
    ...checkHeaders(archive, entries),
  ];
}

function checkSize(archive: string, entries: readonly ArchiveEntry[]): Finding[] {
  const { archiveEntries, unpackedBytes } = LINT_LIMITS;
  const size = findingsOf('archive-size');
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const wanted = 'pack the model alone';
  const findings: Finding[] = [];
  if (entries.length > archiveEntries) {
    const found = `has ${entries.length} entries, above the ${archiveEntries} that are looked at`;
    findings.push(size(archive, found, wanted));
  }
  if (bytes > unpackedBytes) {
    const found = `unpacks to ${megabytes(bytes)}, above the ${megabytes(unpackedBytes)} that are looked at`;
    findings.push(size(archive, found, wanted));
  }
  return findings;
}

function checkPaths(entries: readonly ArchiveEntry[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const { path, type } of entries) {
    const plain = plainPath(path);
    if (leadsOut(path)) {
      const wanted = `pack from inside the folder: ${RECIPE}`;
      findings.push(findingsOf('archive-path')(path, 'leads out of the bundle', wanted));
    }
    if (type === 'Directory') continue;
    if (!isFile(type)) {
      const wanted = 'pack the file itself (`tar -h` follows links)';
      findings.push(findingsOf('file-link')(path, `is no plain file (${type})`, wanted));
    }
    if (seen.has(plain)) {
      const found = 'is in the archive more than once, and only the last is kept';
      findings.push(
        findingsOf('archive-duplicate')(path, found, 'pack it once more, from scratch'),
      );
    }
    seen.add(plain);
  }
  return findings;
}

export const isFile = (type: string): boolean =>
  ['File', 'OldFile', 'ContiguousFile'].includes(type);

function checkOrder(archive: string, entries: readonly ArchiveEntry[]): Finding[] {
  const wrapper = wrapperOf(entries);
  if (wrapper !== undefined) {
    return [
      findingsOf('archive-wrapped')(
        archive,
        `has all its files inside ${wrapper}/, and the container looks for ${MANIFEST} at the root`,
        `pack from inside the folder: ${RECIPE}`,
      ),
    ];
  }
  const files = entries.filter(({ type }) => isFile(type)).map(({ path }) => plainPath(path));
  if (!files.includes(MANIFEST) || files[0] === MANIFEST) return [];
  return [
    findingsOf('archive-order', 'warning')(
      archive,
      `begins with ${files[0]}, so that a reader meets ${MANIFEST} late`,
      `name ${MANIFEST} first: ${RECIPE}`,
    ),
  ];
}

function checkHeaders(archive: string, entries: readonly ArchiveEntry[]): Finding[] {
  const findings: Finding[] = [];
  const shut = entries.find(({ type, mode }) => {
    const needed = type === 'Directory' ? 0o005 : 0o004;
    return (mode & needed) !== needed;
  });
  if (shut) {
    findings.push(
      findingsOf('archive-mode', 'warning')(
        shut.path,
        `has the mode ${shut.mode.toString(8)}: a container that is not root cannot read it`,
        `let everybody read: ${RECIPE}`,
      ),
    );
  }
  const owned = entries.find(({ owner }) => owner !== undefined);
  if (owned) {
    findings.push(
      findingsOf('archive-owner', 'warning')(
        archive,
        `tells who packed it (${owned.owner}), and so differs from machine to machine`,
        `leave the owner out: ${RECIPE}`,
      ),
    );
  }
  return findings;
}
