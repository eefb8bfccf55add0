/** Han characters outside the basic plane, as the training tokeniser's table has them. */
const RARE_HAN = /[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/**
 * Undoes the two places where the JavaScript tokeniser reads a text otherwise than the one used in training:
 * it does not set rare Han characters apart, and JavaScript lower-cases a Greek word's last sigma to ς.
 */
export function toTrainingForm(text: string): string {
  return text.replaceAll('Σ', 'σ').replace(RARE_HAN, ' $& ');
}
