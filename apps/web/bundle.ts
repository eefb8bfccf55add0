import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** One file of the built page: sizes in bytes of the file itself and of its copies FILE.gz and FILE.br. */
export interface Built {
  path: string;
  bytes: number;
  gzipBytes: number;
  brotliBytes: number;
}

/** The licences of the bundled packages, which must be shipped with their code. */
async function licenses(inputs: readonly string[]): Promise<string> {
  const found = inputs.flatMap((input) => {
    const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input);
    return match?.[1] && match[2] ? [[match[2], match[1]] as const] : [];
  });
  const texts = [...new Map(found)].map(async ([name, folder]) => {
    const files = await readdir(join(here, folder));
    const file = files.find((candidate) => /^licen[cs]e/i.test(candidate));
    if (!file) throw new Error(`${name} has no licence file to ship with its code`);
    return `${name}\n\n${await readFile(join(here, folder, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(72)}\n\n`);
}

/** The address of the one output whose name is `stem-HASH.extension`. */
function addressOf(outputs: readonly string[], stem: string, extension: string): string {
  const pattern = new RegExp(`(assets/${stem}-[A-Z0-9]+\\.${extension})$`);
  const matches = outputs.flatMap((path) => pattern.exec(path)?.[1] ?? []);
  const [address] = matches;
  if (!address || matches.length > 1) {
    throw new Error(`Expected one ${stem}.${extension} in the bundle, found ${matches.length}`);
  }
  return `/${address}`;
}

/**
 * Builds the page into `folder`, which is emptied first: index.html and assets/NAME-HASH.EXTENSION. The hashes make the
 * assets cacheable without limit. Nothing is inline, so the page works under `default-src 'self'`. Each file has
 * compressed copies (.gz, .br) to be sent instead, because API Gateway does not compress.
 */
export async function bundle(folder: string): Promise<Built[]> {
  const assets = join(folder, 'assets');
  await rm(folder, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: ['src/main.tsx'],
    outdir: assets,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: ['chrome120', 'firefox120', 'safari16.4'],
    loader: { '.svg': 'file' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const text = await licenses(Object.keys(metafile.inputs));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();
  await writeFile(join(assets, `licenses-${hash}.txt`), text);

  const outputs = Object.keys(metafile.outputs);
  const addresses: Record<string, string> = {
    script: addressOf(outputs, 'main', 'js'),
    style: addressOf(outputs, 'main', 'css'),
    icon: addressOf(outputs, 'asleep', 'svg'),
    licenses: `/assets/licenses-${hash}.txt`,
  };
  const template = await readFile(join(here, 'src/index.html'), 'utf8');
  const html = template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const address = addresses[name];
    if (!address) throw new Error(`index.html has an unknown placeholder {${name}}`);
    return address;
  });
  await writeFile(join(folder, 'index.html'), html);

  const files = ['index.html', ...(await readdir(assets)).map((file) => `assets/${file}`)];
  return Promise.all(
    files.map(async (path) => {
      const content = await readFile(join(folder, path));
      const [gzip, brotli] = [gzipSync(content, { level: 9 }), brotliCompressSync(content)];
      await writeFile(join(folder, `${path}.gz`), gzip);
      await writeFile(join(folder, `${path}.br`), brotli);
      return {
        path,
        bytes: content.length,
        gzipBytes: gzip.length,
        brotliBytes: brotli.length,
      };
    }),
  );
}
