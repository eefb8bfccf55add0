import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const built = await bundle(fileURLToPath(new URL('./dist', import.meta.url)));
for (const { path, bytes, gzipBytes } of built) {
  console.log(`${path.padEnd(36)} ${bytes} bytes, ${gzipBytes} gzipped`);
}
const total = built.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
console.log(`${'the whole page'.padEnd(36)} ${total} bytes gzipped`);
