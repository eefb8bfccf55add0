/** One answer, parsed from the connection. */
export interface Reply {
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/**
 * The answer at the start of `bytes`, and the rest; undefined when it is not complete yet.
 * @param bodiless whether it answers a HEAD
 * @throws Error for bytes that are not an HTTP/1.1 answer
 */
export function takeReply(
  bytes: Buffer,
  bodiless: boolean,
): { reply: Reply; rest: Buffer } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) [ -~]*$/.exec(first)?.[1];
  if (status === undefined) throw new Error(`not an HTTP answer: ${JSON.stringify(first)}`);
  const headers = new Map(lines.map(headerOf));
  const after = bytes.subarray(end + 4);
  const found = bodiless || status.startsWith('1') ? whole(after, 0) : bodyOf(after, headers);
  return (
    found && { reply: { status: Number(status), headers, body: found.body }, rest: found.rest }
  );
}

interface Body {
  readonly body: Buffer;
  readonly rest: Buffer;
}

function bodyOf(bytes: Buffer, headers: ReadonlyMap<string, string>): Body | undefined {
  const length = headers.get('content-length');
  if (length !== undefined) return whole(bytes, Number(length));
  if (headers.get('transfer-encoding') === 'chunked') return chunked(bytes);
  throw new Error(`an answer of unknown length: ${JSON.stringify([...headers])}`);
}

function whole(bytes: Buffer, length: number): Body | undefined {
  if (bytes.length < length) return undefined;
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length) };
}

function chunked(bytes: Buffer): Body | undefined {
  const chunks: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n');
    if (end < 0) return undefined;
    const length = Number.parseInt(rest.toString('latin1', 0, end), 16);
    const chunk = whole(rest.subarray(end + 2), length + 2);
    if (!chunk) return undefined;
    rest = chunk.rest;
    if (length === 0) return { body: Buffer.concat(chunks), rest };
    chunks.push(chunk.body.subarray(0, length));
  }
}

function headerOf(line: string): [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+): ?(.*)$/.exec(line) ?? [];
  if (name === undefined) throw new Error(`not a header: ${JSON.stringify(line)}`);
  return [name.toLowerCase(), value ?? ''];
}
