import { makeReadOnly } from '../../../cloud/processes/read-only.ts';

/**
 * What a container of a serverless endpoint loads before its program, in each thread. The options are in this module's
 * URL: `writable`, the only directory that it may write to, and `memoryBytes`, its cgroup's limit.
 */
const { searchParams } = new URL(import.meta.url);

makeReadOnly('/', ['/dev', String(searchParams.get('writable'))]);

const memoryBytes = Number(searchParams.get('memoryBytes'));
process.constrainedMemory = () => memoryBytes;
