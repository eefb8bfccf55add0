import { BUNDLE_FILES } from './bundle.ts';

/** More of them make a log line long, and the first ones tell the most. */
const FRAMES_MOST = 4;

const FRAME = new RegExp(
  `^\\s+at (?:(.*) \\()?file://\\S*${BUNDLE_FILES.handler.replace('.', '\\.')}(:\\d+:\\d+)\\)?$`,
);

/** The message of what a handler threw, and where in the handler that was, in one line. */
export function thrownMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const frames = (thrown.stack ?? '').split('\n').flatMap((line) => {
    const [found, name, position] = FRAME.exec(line) ?? [];
    return found ? [`${name ? `${name} ` : ''}${BUNDLE_FILES.handler}${position}`] : [];
  });
  return [thrown.message, ...frames.slice(0, FRAMES_MOST)].join(', at ');
}
