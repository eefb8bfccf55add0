import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/processes/run-command.ts';

const options = { cwd: '.', environment: {} };

describe('runCommand', () => {
  it('returns what a program printed', async () => {
    expect(await runCommand(process.execPath, ['-p', '6 * 7'], options)).toBe('42\n');
  });

  it('shows the output of a program that fails', async () => {
    const script = 'console.error("no such package"); process.exit(4)';
    await expect(runCommand(process.execPath, ['-e', script], options)).rejects.toThrow(
      /ended with 4:\nno such package/,
    );
  });

  it('names a program that does not exist', async () => {
    await expect(runCommand('./no-such-program', [], options)).rejects.toThrow(
      'cannot run ./no-such-program',
    );
  });
});
