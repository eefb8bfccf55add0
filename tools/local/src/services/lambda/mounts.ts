import { join } from 'node:path';

/** A file system as a function sees it. */
export interface Mounted {
  /** The function's path for it, such as `/mnt/model`. */
  readonly localMountPath: string;
  /** The access point's directory on this machine. */
  readonly directory: string;
  readonly isReadOnly: boolean;
}

/**
 * A function's variables, with this machine's path in each that is a path below the mount. There is no mount here: a
 * program that takes the path from a variable finds the files, on any system and without privileges.
 */
export function withMount(
  variables: Readonly<Record<string, string>>,
  mounted: Mounted | undefined,
): Record<string, string> {
  if (!mounted) return { ...variables };
  const { localMountPath, directory } = mounted;
  const translated = Object.entries(variables).map(([name, value]) => {
    const isBelow = value === localMountPath || value.startsWith(`${localMountPath}/`);
    return [name, isBelow ? join(directory, value.slice(localMountPath.length)) : value];
  });
  return Object.fromEntries(translated) as Record<string, string>;
}
