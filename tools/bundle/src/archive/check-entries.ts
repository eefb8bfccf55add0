import { posix } from 'node:path';
import { megabytes } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { MANIFEST } from '../names.ts';
import type { ArchiveEntry } from './read-entries.ts';

const RECIPE = '`tar --owner=0 --group=0 --mode=a+rX -C DIR -czf model.tar.gz model.json ...`';

/** Normalises a path: `./a//b` becomes `a/b`, and a directory loses its trailing slash. */
export const plainPath = (path: string): string => posix.normalize(path).replace(/\/$/, '');

/** The directory that holds all files, `model.json` too; undefined when files are at the root, as they should be. */
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

/** Metadata files of macOS, which it also writes beside the wrapping directory. */
const isLitter = (path: string) => /(^|\/)(\._[^/]*|\.DS_Store)$|^__MACOSX/.test(path);

/** Whether a path would be written outside the root. */
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
  const wanted = 'pack only the files of the model';
  const findings: Finding[] = [];
  if (entries.length > archiveEntries) {
    const found = `has ${entries.length} entries, more than the limit of ${archiveEntries}`;
    findings.push(size(archive, found, wanted));
  }
  if (bytes > unpackedBytes) {
    const found = `unpacks to ${megabytes(bytes)}, more than the limit of ${megabytes(unpackedBytes)}`;
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
      findings.push(findingsOf('archive-path')(path, 'points outside the bundle', wanted));
    }
    if (type === 'Directory') continue;
    if (!isFile(type)) {
      const wanted = 'pack the file itself (`tar -h` follows links)';
      findings.push(findingsOf('file-link')(path, `is not a regular file (${type})`, wanted));
    }
    if (seen.has(plain)) {
      const found = 'is in the archive more than once, and only the last is kept';
      findings.push(findingsOf('archive-duplicate')(path, found, 'pack it again from scratch'));
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
        `has all its files inside ${wrapper}/, but the container looks for ${MANIFEST} at the root`,
        `pack from inside the folder: ${RECIPE}`,
      ),
    ];
  }
  const files = entries.filter(({ type }) => isFile(type)).map(({ path }) => plainPath(path));
  if (!files.includes(MANIFEST) || files[0] === MANIFEST) return [];
  return [
    findingsOf('archive-order', 'warning')(
      archive,
      `begins with ${files[0]}, so a reader reaches ${MANIFEST} late`,
      `put ${MANIFEST} first: ${RECIPE}`,
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
        `has the mode ${shut.mode.toString(8)}, which a container that does not run as root cannot read`,
        `let all users read it: ${RECIPE}`,
      ),
    );
  }
  const owned = entries.find(({ owner }) => owner !== undefined);
  if (owned) {
    findings.push(
      findingsOf('archive-owner', 'warning')(
        archive,
        `records who packed it (${owned.owner}), so it differs from machine to machine`,
        `leave the owner out: ${RECIPE}`,
      ),
    );
  }
  return findings;
}
