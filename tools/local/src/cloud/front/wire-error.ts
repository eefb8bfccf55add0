import type { AwsError } from '../aws-error.ts';
import type { Protocol, WireAnswer } from './wire-service.ts';
import { xmlDocument, xmlElement } from './xml.ts';

/** The XML protocols' names for the errors that all services share. */
const XML_CODES: Partial<Record<Protocol, Readonly<Record<string, string>>>> = {
  'rest-xml': {
    AccessDeniedException: 'AccessDenied',
    ExpiredTokenException: 'ExpiredToken',
    InvalidSignatureException: 'SignatureDoesNotMatch',
    UnrecognizedClientException: 'InvalidAccessKeyId',
  },
  query: {
    AccessDeniedException: 'AccessDenied',
    ExpiredTokenException: 'ExpiredToken',
    InvalidSignatureException: 'SignatureDoesNotMatch',
    MissingAuthenticationTokenException: 'MissingAuthenticationToken',
    UnknownOperationException: 'InvalidAction',
    UnrecognizedClientException: 'InvalidClientTokenId',
  },
};

/**
 * An error in the service's protocol: with `__type` in the body, with the header `x-amzn-ErrorType`, or as XML.
 * A HEAD has no body, so its error is only the status.
 */
export function wireError(error: AwsError, protocol: Protocol, requestId: string): WireAnswer {
  const { status, name, message, members } = error;
  if (protocol === 'rest-xml' || protocol === 'query') {
    const told = [
      xmlElement('Code', XML_CODES[protocol]?.[name] ?? name),
      xmlElement('Message', message),
      ...Object.entries(members).map(([member, value]) => xmlElement(member, String(value))),
    ].join('');
    const id = xmlElement('RequestId', requestId);
    return {
      status,
      headers: { 'content-type': protocol === 'query' ? 'text/xml' : 'application/xml' },
      body: xmlDocument(
        protocol === 'query'
          ? `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>${told}</Error>${id}</ErrorResponse>`
          : `<Error>${told}${id}</Error>`,
      ),
    };
  }
  const json = protocol === 'json';
  return {
    status,
    headers: {
      'content-type': json ? 'application/x-amz-json-1.1' : 'application/json',
      ...(json ? {} : { 'x-amzn-errortype': name }),
    },
    body: JSON.stringify({
      ...(json ? { __type: name, message } : { Message: message }),
      ...members,
    }),
  };
}
