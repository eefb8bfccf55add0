import { removeDirectory } from './remove-directory.ts';
import { signalGroup } from './signal-group.ts';

/**
 * A separate process that ends what the cloud's process leaves behind, however that process ends: even on `kill -9` the
 * IPC channel closes. Endpoints and functions may not notice by themselves that the cloud is gone.
 */
export interface WatchMessage {
  readonly add?: number;
  readonly remove?: number;
  /** A directory to delete at the end. */
  readonly leftover?: string;
}

const GRACE_MILLISECONDS = 2_000;

const watched = new Set<number>();
const leftovers = new Set<string>();

/** Children are leaders of their own process group, so their children get the signal too. */
function signalAll(signal: NodeJS.Signals): void {
  for (const pid of watched) {
    if (!signalGroup(pid, signal)) watched.delete(pid);
  }
}

process.on('message', (message: WatchMessage) => {
  if (message.add !== undefined) watched.add(message.add);
  if (message.remove !== undefined) watched.delete(message.remove);
  if (message.leftover !== undefined) leftovers.add(message.leftover);
});

process.on('disconnect', () => {
  signalAll('SIGTERM');
  setTimeout(
    () => {
      signalAll('SIGKILL');
      for (const directory of leftovers) removeDirectory(directory);
      process.exit(0);
    },
    watched.size > 0 ? GRACE_MILLISECONDS : 0,
  );
});
