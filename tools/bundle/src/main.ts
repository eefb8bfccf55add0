import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { BundleError } from './bundle-error.ts';
import { packModel } from './pack-model.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

const { positionals } = parseArgs({ allowPositionals: true });
const [directory] = positionals;
if (directory === undefined || positionals.length > 1) {
  console.error(
    'usage: node src/main.ts DIR   (the folder of one model, such as libs/models/NAME)',
  );
  process.exit(2);
}
try {
  const { archive, archiveBytes, files } = await packModel(directory);
  for (const { name, bytes } of files) console.log(`  ${name}  ${megabytes(bytes)}`);
  console.log(`${relative(process.cwd(), archive)}  ${megabytes(archiveBytes)}`);
} catch (error) {
  if (!(error instanceof BundleError)) throw error;
  console.error(`bundle: ${error.message}`);
  process.exit(1);
}
