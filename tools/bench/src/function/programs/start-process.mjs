// Lambda's part: loads a program (the init phase), and gives it one event when the parent says so. JavaScript, because removing types takes time.
import { createReadStream, createWriteStream, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const { program, event, mounted } = JSON.parse(process.argv[2]);
// Stays until the parent ends it.
process.channel.ref();
const invoked = new Promise((resolve) => process.once('message', resolve));

/** Copies a folder as slowly as it would be read from a file system over the network. */
async function copySlowly({ from, to, megabytesPerSecond, millisecondsPerFile }) {
  const files = readdirSync(from, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of files.filter((file) => file.isFile())) {
    const target = join(to, parentPath.slice(from.length), name);
    mkdirSync(dirname(target), { recursive: true });
    await after(millisecondsPerFile);
    const started = performance.now();
    let bytes = 0;
    const paced = async function* (chunks) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        const due = started + bytes / (megabytesPerSecond * 1000);
        if (due > performance.now()) await after(due - performance.now());
        yield chunk;
      }
    };
    const source = createReadStream(join(parentPath, name), { highWaterMark: 1024 * 1024 });
    await pipeline(source, paced, createWriteStream(target));
  }
}

for (const folder of mounted) await copySlowly(folder);
const { handler } = await import(pathToFileURL(program).href);
process.send({ kind: 'loaded', milliseconds: performance.now() });
await invoked;
const started = performance.now();
const { status, base64 } = await handler(event, { awsRequestId: 'first' });
const { user, system } = process.cpuUsage();
process.send({
  kind: 'answered',
  processorMilliseconds: (user + system) / 1000,
  milliseconds: performance.now() - started,
  status,
  base64,
  peakMiB: Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024,
});
