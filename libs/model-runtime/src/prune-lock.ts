interface LockedPackage {
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** The parts of npm's `package-lock.json` (lockfileVersion 3) that are used here. */
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
 * The files with which `npm ci` installs only `names` and their dependencies, at the versions of `lock`. They include
 * packages for other platforms, which npm skips by `os`, `cpu` and `libc`. `scriptsOnly` are dependencies that only an
 * install script loads; they are left out, as `--ignore-scripts` does not need them.
 * @throws Error when one of `names` is not locked at the top of `node_modules`, or one of `scriptsOnly` is not needed
 */
export function pruneLock(
  lock: Lock,
  { name, version }: { name: string; version: string },
  names: readonly string[],
  scriptsOnly: readonly string[] = [],
): { packageJson: PackageJson; lock: Lock & Record<string, unknown> } {
  const dependencies: Record<string, string> = {};
  const kept = new Map<string, LockedPackage>();
  const left = new Set<string>();
  for (const external of names) {
    const path = `node_modules/${external}`;
    const found = lock.packages[path];
    if (!found) throw new Error(`package-lock.json has no ${path}`);
    dependencies[external] = found.version;
    keep(path, found);
  }
  const unknown = scriptsOnly.find((dependency) => !left.has(dependency));
  if (unknown !== undefined) throw new Error(`no installed package depends on ${unknown}`);

  function keep(path: string, whole: LockedPackage): void {
    if (kept.has(path)) return;
    const locked = leaveOut(whole);
    kept.set(path, locked);
    const needed = { ...locked.dependencies, ...locked.optionalDependencies };
    for (const dependency of Object.keys(needed)) {
      const where = resolve(dependency, path);
      const found = where === undefined ? undefined : lock.packages[where];
      if (where !== undefined && found) keep(where, found);
    }
  }

  function leaveOut(locked: LockedPackage): LockedPackage {
    if (!locked.dependencies) return locked;
    const dependencies = Object.entries(locked.dependencies).filter(([dependency]) => {
      const unwanted = scriptsOnly.includes(dependency);
      if (unwanted) left.add(dependency);
      return !unwanted;
    });
    return { ...locked, dependencies: Object.fromEntries(dependencies) };
  }

  /** Node's resolution: the package's own `node_modules` first, then each one above. */
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
