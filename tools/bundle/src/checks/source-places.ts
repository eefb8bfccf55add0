import { SourceMap, type SourceMapPayload } from 'node:module';
import { HANDLER } from '../names.ts';

const PLACE = new RegExp(`\\b${HANDLER.replace('.', '\\.')}:(\\d+):(\\d+)`, 'g');

/**
 * Replaces each position in the bundled handler within `message` by the position in its source.
 * @param map the handler's source map; without one, positions are left as they are
 */
export function sourcePlaces(message: string, map: string | undefined): string {
  if (map === undefined) return message;
  const sourceMap = new SourceMap(JSON.parse(map) as SourceMapPayload);
  return message.replace(PLACE, (place, line: string, column: string) => {
    const origin = sourceMap.findOrigin(Number(line), Number(column));
    if (!('fileName' in origin)) return place;
    return `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}
