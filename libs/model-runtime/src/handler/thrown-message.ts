import { BUNDLE_FILES } from '../bundle.ts';

/** Limits the length of a log line; the first frames are the most useful. */
const FRAMES_MOST = 4;

const FRAME = new RegExp(
  `^\\s+at (?:(.*) \\()?file://\\S*${BUNDLE_FILES.handler.replace('.', '\\.')}(:\\d+:\\d+)\\)?$`,
);

/** The message of what a handler threw, and its stack frames inside the handler, in one line. */
export function thrownMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const frames = (thrown.stack ?? '').split('\n').flatMap((line) => {
    const [found, name, position] = FRAME.exec(line) ?? [];
    return found ? [`${name ? `${name} ` : ''}${BUNDLE_FILES.handler}${position}`] : [];
  });
  return [thrown.message, ...frames.slice(0, FRAMES_MOST)].join(', at ');
}
