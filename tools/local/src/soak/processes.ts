import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** This process's children, as the operating system lists them. */
function children(): { readonly pid: number; readonly command: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return lines.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === process.pid ? [{ pid: Number(pid), command }] : [];
  });
}

function variableOf(pid: number, name: string): string | undefined {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
  } catch {
    return undefined;
  }
}

/** The containers of endpoints. */
export function containerPids(): number[] {
  return children().flatMap(({ pid }) =>
    variableOf(pid, 'SAGEMAKER_BIND_TO_PORT') === undefined ? [] : [pid],
  );
}

/** The instances of every function whose name contains `part`. */
export function functionPids(part: string): number[] {
  return children().flatMap(({ pid }) =>
    variableOf(pid, 'AWS_LAMBDA_FUNCTION_NAME')?.includes(part) ? [pid] : [],
  );
}

/** Ends a process without warning, as the loss of its machine would. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}
