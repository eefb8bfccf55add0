import { execFileSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** This process's children, as the operating system lists them, without `ps` itself. */
export function children(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = lines.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
  return rows.flatMap((row) => {
    const [, pid, parent, command = ''] = row ?? [];
    const ours = Number(parent) === process.pid && !command.startsWith('ps ');
    return ours ? [{ pid: Number(pid), command }] : [];
  });
}

/** The containers among them. */
export function endpoints(): Process[] {
  return children().filter(({ command }) => command.endsWith('main.mjs serve'));
}
