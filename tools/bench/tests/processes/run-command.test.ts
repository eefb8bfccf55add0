import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/processes/run-command.ts';

const options = { cwd: '.', environment: {} };

describe('runCommand', () => {
  it('gives what a program printed', async () => {
    expect(await runCommand(process.execPath, ['-p', '6 * 7'], options)).toBe('42\n');
  });

  it('shows what a program that fails said', async () => {
    const script = 'console.error("no such package"); process.exit(4)';
    await expect(runCommand(process.execPath, ['-e', script], options)).rejects.toThrow(
      /ended with 4:\nno such package/,
    );
  });

  it('says which program is not there', async () => {
    await expect(runCommand('./no-such-program', [], options)).rejects.toThrow(
      'cannot run ./no-such-program',
    );
  });
});
