import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/** The functions of `node:fs` that write, and which of their arguments are the paths that they write to. */
const WRITTEN: Readonly<Record<string, readonly number[]>> = {
  appendFile: [0],
  chmod: [0],
  copyFile: [1],
  cp: [1],
  link: [1],
  mkdir: [0],
  mkdtemp: [0],
  open: [0],
  rename: [0, 1],
  rm: [0],
  rmdir: [0],
  symlink: [1],
  truncate: [0],
  unlink: [0],
  utimes: [0],
  writeFile: [0],
};

type Call = (...args: unknown[]) => unknown;
type Functions = Record<string, Call | undefined>;

/**
 * Makes everything below `directory` read-only for this process, as a file system that is mounted so.
 * @param except directories below it that stay writable
 */
export function makeReadOnly(directory: string, except: readonly string[] = []): void {
  const isBelow = (path: unknown) =>
    typeof path === 'string' &&
    isWithin(path, directory) &&
    !except.some((one) => isWithin(path, one));

  function refusal(name: string, args: readonly unknown[]): Error | undefined {
    // Opening is writing only with such flags.
    const flags = typeof args[1] === 'string' ? args[1] : 'r';
    if (name === 'open' && !/[wa+]/.test(flags)) return undefined;
    const place = WRITTEN[name]?.find((index) => isBelow(args[index]));
    if (place === undefined) return undefined;
    const message = `EROFS: read-only file system, ${name} '${String(args[place])}'`;
    return Object.assign(new Error(message), { code: 'EROFS', syscall: name, path: args[place] });
  }

  const replace = (
    owner: object,
    member: string,
    name: string,
    refuse: (e: Error, args: unknown[]) => unknown,
  ) => {
    const functions = owner as Functions;
    const own = functions[member];
    if (!own) return;
    functions[member] = (...args) => {
      const error = refusal(name, args);
      return error ? refuse(error, args) : own.apply(owner, args);
    };
  };
  for (const name of Object.keys(WRITTEN)) {
    replace(fs.promises, name, name, (error) => Promise.reject(error));
    replace(fs, `${name}Sync`, name, (error) => {
      throw error;
    });
    replace(fs, name, name, (error, args) => {
      const done = args.at(-1) as Call;
      queueMicrotask(() => done(error));
    });
  }
  syncBuiltinESMExports();
}

function isWithin(path: string, directory: string): boolean {
  const root = resolve(directory);
  return `${resolve(path)}${sep}`.startsWith(root.endsWith(sep) ? root : root + sep);
}
