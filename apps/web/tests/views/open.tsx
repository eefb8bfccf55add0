import { act, cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, vi } from 'vitest';
import { client } from '../../src/api/client.ts';
import { App } from '../../src/views/App.tsx';
import type { FakeApi } from '../FakeApi.ts';

/**
 * Gives each test of the file that calls it an empty browser and a clock that stands still. A file's hooks are its own, but
 * this module is loaded once for all files.
 */
export function useFreshBrowser(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    location.hash = '';
    localStorage.clear();
    sessionStorage.clear();
  });

  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}

/** Advances the fake timers. */
export async function pass(seconds: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
  });
}

/** Opens the page against `api`. A second call is a reload: the browser's storage stays. */
export async function open(api: FakeApi): Promise<void> {
  cleanup();
  vi.stubGlobal('fetch', api.fetch);
  render(<App client={client} />);
  await pass(0);
  await pass(0);
}
