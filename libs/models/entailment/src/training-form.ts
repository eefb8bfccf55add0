/** Han characters outside the Basic Multilingual Plane, in the ranges of the training tokeniser. */
const RARE_HAN = /[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/**
 * Corrects the two differences between the JavaScript tokeniser and the one used in training: it does not separate rare
 * Han characters, and JavaScript lower-cases a final Greek sigma to ς.
 */
export function toTrainingForm(text: string): string {
  return text.replaceAll('Σ', 'σ').replace(RARE_HAN, ' $& ');
}
