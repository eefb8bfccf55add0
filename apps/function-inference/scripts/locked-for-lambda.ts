import { type Lock, type PackageJson, pruneLock } from '@pilotlight/model-runtime/prune-lock';

/** Of onnxruntime-node: only its install script loads them. */
const SCRIPTS_ONLY = ['adm-zip', 'global-agent'];

/** All of it is in the bundle. */
const BUNDLED = 'onnxruntime-common';

/** Lambda's x86-64 runtime. */
const PLATFORM = { os: 'linux', cpu: 'x64', libc: 'glibc' } as const;

type Field = keyof typeof PLATFORM;

export interface Locked {
  /** The files for `npm ci`. They list the packages for all platforms, or npm would find them incomplete. */
  readonly packageJson: PackageJson;
  readonly lock: Lock;
  /** The packages that are installed beside the bundle. One inside another's `node_modules` comes with that one. */
  readonly names: readonly string[];
}

/**
 * `packages` and their dependencies as Lambda needs them, at the versions of `lock`.
 * @throws Error when one of `packages` is not locked
 */
export function lockedForLambda(
  lock: Lock,
  own: { name: string; version: string },
  packages: readonly string[],
): Locked {
  const there = Object.entries(lock.packages).filter(([, locked]) =>
    Object.entries(PLATFORM).every(([field, wanted]) => {
      const { [field as Field]: allowed } = locked as { readonly [F in Field]?: string[] };
      return allowed === undefined || allowed.includes(wanted);
    }),
  );
  const needed = pruneLock(
    { ...lock, packages: Object.fromEntries(there) },
    own,
    packages,
    SCRIPTS_ONLY,
  );
  const names = Object.keys(needed.lock.packages)
    .map((path) => path.replace(/^node_modules\//, ''))
    .filter((name) => name !== '' && name !== BUNDLED && !name.includes('node_modules/'));
  return { ...pruneLock(lock, own, packages, SCRIPTS_ONLY), names };
}
