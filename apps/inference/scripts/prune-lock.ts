interface LockedPackage {
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** The parts of npm's `package-lock.json` (lockfileVersion 3) that are read here. */
export interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly type: 'module';
  readonly dependencies: Record<string, string>;
}

/**
 * What `npm ci` needs to install `names`, and only these with all that they need, as `lock` has them.
 * @throws Error when one of `names` is not locked at the top of `node_modules`
 */
export function pruneLock(
  lock: Lock,
  { name, version }: { name: string; version: string },
  names: readonly string[],
): { packageJson: PackageJson; lock: Lock & Record<string, unknown> } {
  const dependencies: Record<string, string> = {};
  const kept = new Map<string, LockedPackage>();
  for (const external of names) {
    const path = `node_modules/${external}`;
    const found = lock.packages[path];
    if (!found) throw new Error(`package-lock.json has no ${path}`);
    dependencies[external] = found.version;
    keep(path, found);
  }

  function keep(path: string, locked: LockedPackage): void {
    if (kept.has(path)) return;
    kept.set(path, locked);
    const needed = { ...locked.dependencies, ...locked.optionalDependencies };
    for (const dependency of Object.keys(needed)) {
      const where = resolve(dependency, path);
      const found = where === undefined ? undefined : lock.packages[where];
      if (where !== undefined && found) keep(where, found);
    }
  }

  /** As Node finds a package: in its own `node_modules` first, then in each one above. */
  function resolve(dependency: string, from: string): string | undefined {
    const folders = from.split('/node_modules/');
    for (let depth = folders.length; depth >= 0; depth--) {
      const above = folders.slice(0, depth).join('/node_modules/');
      const path = `${above === '' ? '' : `${above}/`}node_modules/${dependency}`;
      if (lock.packages[path]) return path;
    }
    return undefined;
  }

  const root = { name, version, dependencies };
  const sorted = [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    packageJson: { name, version, type: 'module', dependencies },
    lock: {
      name,
      version,
      lockfileVersion: lock.lockfileVersion,
      requires: true,
      packages: { '': root, ...Object.fromEntries(sorted) },
    },
  };
}
