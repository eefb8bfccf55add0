/**
 * Whether to test every combination: true unless `TEST_MATRIX` is `change`. For a change some are enough; each night has
 * all of them.
 */
export const WHOLE_MATRIX = process.env['TEST_MATRIX'] !== 'change';
