/** SageMaker's FailureReason is at most this long. */
const LONGEST = 1024;

/** AWS's words as an asker may read them: without account numbers, ARNs and console addresses. */
export function publicReason(words: string): string {
  return words
    .replace(/https?:\/\/\S+/g, '(link)')
    .replace(/arn:aws[\w-]*:[^\s"',]*[:/]([^\s"',:/]+)/g, '$1')
    .replace(/\b\d{12}\b/g, '(account)')
    .slice(0, LONGEST);
}
