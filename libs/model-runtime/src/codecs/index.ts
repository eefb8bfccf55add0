export { decodeBody } from './decode-body.ts';
export { type DecodedImage, decodeImage } from './decode-image.ts';
export { encodeOutputs } from './encode-outputs.ts';
export { type Decoded, type Framing } from './format.ts';
export { givenTypes, takenTypes } from './formats.ts';
export { joinAnswers } from './join-answers.ts';
export { CODEC_LIMITS } from './limits.ts';
