/** The HTTP answer that API Gateway builds from a function's answer. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/**
 * Reads a function's answer in payload format 2.0. Without `statusCode` the whole answer is the body of a 200.
 * @throws Error with the reason why API Gateway answers 500
 */
export function readAnswer(payload: string): ApiAnswer {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      cookies: [],
      body: Buffer.from(typeof answer === 'string' ? answer : payload),
    };
  }
  const members: Readonly<Record<string, unknown>> = { ...answer };
  const { body = '', isBase64Encoded, cookies = [] } = members;
  if (typeof body !== 'string') throw new Error('its body is not a string');
  if (!Array.isArray(cookies)) throw new Error('its cookies are not an array');
  return {
    status: statusOf(answer.statusCode),
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headersOf(members['headers']) },
    cookies: cookies.map(String),
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function statusOf(value: unknown): number {
  const status = typeof value === 'string' ? Number(value) : value;
  if (typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599) {
    return status;
  }
  throw new Error(`its statusCode is ${JSON.stringify(value)}, not an integer from 200 to 599`);
}

/** API Gateway sets Content-Length itself. A header has one value. */
function headersOf(headers: unknown = {}): Record<string, string> {
  if (typeof headers !== 'object' || headers === null)
    throw new Error('its headers are not an object');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]: [string, unknown]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) {
        throw new Error(`its header ${name} is not a string`);
      }
      const lower = name.toLowerCase();
      return lower === 'content-length' || lower === 'connection' ? [] : [[lower, String(value)]];
    }),
  );
}
