/** Maximum length of SageMaker's FailureReason. */
const LONGEST = 1024;

/** An AWS message that callers may see: without account numbers, ARNs and console URLs. */
export function publicReason(words: string): string {
  return words
    .replace(/https?:\/\/\S+/g, '(link)')
    .replace(/arn:aws[\w-]*:[^\s"',]*[:/]([^\s"',:/]+)/g, '$1')
    .replace(/\b\d{12}\b/g, '(account)')
    .slice(0, LONGEST);
}
