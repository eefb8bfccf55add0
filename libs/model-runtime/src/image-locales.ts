import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const C_LOCALE = '/usr/lib/locale/C.utf8';

/**
 * For a process that runs a bundle outside the image. Creates the image's locales in `directory`: C.UTF-8, and
 * en_US.UTF-8 as apps/inference/Dockerfile makes it. This machine's other locales are not offered: a model that needs
 * one must not start here and then fail on AWS.
 * @returns the variable that points glibc to them; none on a machine without C.UTF-8, such as macOS, which uses its own
 */
export function imageLocales(directory: string): Record<string, string> {
  if (!existsSync(C_LOCALE)) return {};
  mkdirSync(directory, { recursive: true });
  for (const name of ['C.utf8', 'en_US.utf8']) {
    const link = join(directory, name);
    if (!existsSync(link)) symlinkSync(C_LOCALE, link);
  }
  return { LOCPATH: directory };
}
