import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const built = await bundle(fileURLToPath(new URL('./dist', import.meta.url)));
for (const { path, bytes, gzipBytes, brotliBytes } of built) {
  console.log(`${path.padEnd(36)} ${bytes} bytes, ${gzipBytes} by gzip, ${brotliBytes} by Brotli`);
}
const total = built.reduce((sum, { brotliBytes }) => sum + brotliBytes, 0);
console.log(`${'the whole page'.padEnd(36)} ${total} bytes by Brotli`);
