import { type Lock, pruneLock } from '@pilotlight/model-runtime/prune-lock';

/** Of onnxruntime-node: only its install script loads them. */
const SCRIPTS_ONLY = ['adm-zip', 'global-agent'];

/** Lambda's x86-64 runtime. */
const PLATFORM = { os: 'linux', cpu: 'x64', libc: 'glibc' } as const;

type Field = keyof typeof PLATFORM;

/**
 * The files with which `npm ci` installs `names` and their dependencies as Lambda needs them, at the versions of `lock`.
 * Packages for other platforms are left out, with all that only they need.
 * @throws Error when one of `names` is not locked
 */
export function lockedForLambda(
  lock: Lock,
  own: { name: string; version: string },
  names: string[],
) {
  const packages = Object.entries(lock.packages).filter(([, locked]) =>
    Object.entries(PLATFORM).every(([field, wanted]) => {
      const { [field as Field]: allowed } = locked as { readonly [F in Field]?: string[] };
      return allowed === undefined || allowed.includes(wanted);
    }),
  );
  const ours = { ...lock, packages: Object.fromEntries(packages) };
  return pruneLock(ours, own, names, SCRIPTS_ONLY);
}
