import { expect, test, vi } from 'vitest';
import { StreamedBody } from '../../src/streams/streamed-body.ts';

function stream() {
  const writer = { taken: vi.fn(), cancel: vi.fn() };
  return { writer, body: new StreamedBody(writer) };
}

test('yields the parts in order, whether pushed before or after they are read', async () => {
  const { body, writer } = stream();
  body.push('a');
  const found: unknown[] = [];
  const read = (async () => {
    for await (const part of body) found.push(part);
  })();
  await vi.waitFor(() => expect(found).toEqual(['a']));
  body.push(Uint8Array.of(1));
  body.push('c');
  body.end();
  await read;
  expect(found).toEqual(['a', Uint8Array.of(1), 'c']);
  expect(writer.taken).toHaveBeenCalledTimes(3);
  expect(writer.cancel).not.toHaveBeenCalled();
});

test('yields the parts before the failure', async () => {
  const { body } = stream();
  body.push('a');
  body.end(new Error('broken'));
  expect(await body.next()).toEqual({ done: false, value: 'a' });
  await expect(body.next()).rejects.toThrow('broken');
});

test.each(['before the first part', 'between two parts', 'while it waits for a part'])(
  'is cancelled at once when the reader leaves %s',
  async (when) => {
    const { body, writer } = stream();
    if (when === 'between two parts') {
      body.push('a');
      await body.next();
    }
    const waiting = when === 'while it waits for a part' ? body.next() : undefined;
    await body.return();
    expect(writer.cancel).toHaveBeenCalledOnce();
    if (waiting) expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await body.next()).toEqual({ done: true, value: undefined });
    await body.return();
    expect(writer.cancel).toHaveBeenCalledOnce();
  },
);
