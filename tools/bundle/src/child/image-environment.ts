import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** `ENV` of the container's image; a test compares it with apps/inference/Dockerfile. */
export const IMAGE_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  NODE_ENV: 'production',
  ORT_DISABLE_TELEMETRY: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
} as const;

const C_LOCALE = '/usr/lib/locale/C.utf8';

/**
 * Creates the image's locales in `directory`, whatever locales this machine has: C.UTF-8, and en_US.UTF-8 in the same
 * way as the Dockerfile.
 * @returns the variable that tells glibc where they are; empty without C.UTF-8, as on macOS, which uses its own locales
 */
export function imageLocales(directory: string): Record<string, string> {
  if (!existsSync(C_LOCALE)) return {};
  mkdirSync(directory);
  for (const name of ['C.utf8', 'en_US.utf8']) symlinkSync(C_LOCALE, join(directory, name));
  return { LOCPATH: directory };
}
