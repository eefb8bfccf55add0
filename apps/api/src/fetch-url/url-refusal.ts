import type { ErrorCode } from '@pilotlight/contracts';

export type UrlCode = Extract<ErrorCode, `url_${string}`>;

/** Why there is no picture. The message continues a sentence about the URL: "has port 8080; it must have …". */
export class UrlRefusal extends Error {
  readonly code: UrlCode;

  constructor(code: UrlCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'UrlRefusal';
    this.code = code;
  }
}
