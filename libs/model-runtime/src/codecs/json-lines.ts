import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import type { Decode, Format } from './format.ts';
import { withImages } from './image-properties.ts';
import { jsonText } from './json-text.ts';
import { checkRecordCount, checkRecords } from './records.ts';
import { textOf } from './text.ts';

const types = ['application/jsonlines', 'application/x-ndjson', 'application/jsonl'];

/** One JSON object per line, each answered by one line; no line break after the last. */
export const JSON_LINES_FORMAT: Format = {
  types,
  decoder: (manifest) => withImages(decoder(manifest), manifest),
  outputForms: (manifest) =>
    types.map((type) => ({
      accept: type,
      contentType: type,
      encode: (outputs) =>
        outputs.map((output, index) => jsonText(output, index, manifest)).join('\n'),
    })),
};

function decoder(manifest: ModelManifest): Decode {
  return (body, parameters) => {
    const inputs: unknown[] = [];
    for (const [index, line] of textOf(body, parameters).split('\n').entries()) {
      if (line.trim() === '') continue;
      checkRecordCount(inputs.length + 1);
      inputs.push(parseLine(line, index + 1));
    }
    checkRecords(inputs, 'lines', manifest);
    return { inputs, framing: 'lines' };
  };
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new ProblemError(
      'body_not_json',
      `each line must be a JSON object: line ${number}: ${(error as Error).message}`,
    );
  }
}
