import { basename } from 'node:path';
import { megabytes } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { HANDLER, MANIFEST, MODEL } from '../names.ts';
import type { Subject } from '../subject.ts';

const secret = findingsOf('file-secret');
const stray = findingsOf('file-stray', 'warning');
const unread = findingsOf('file-unread', 'warning');

const SECRETS =
  /(^|\/)(\.env(\..+)?|\.npmrc|\.pypirc|\.netrc|\.aws\/.*|\.ssh\/.*|id_(rsa|ed25519|ecdsa)|credentials(\.json)?|[^/]+\.(pem|key|p12|pfx))$/i;

/** Files that the container never reads. The first matching pattern counts. */
const STRAYS: readonly { pattern: RegExp; what: string; wanted: string }[] = [
  {
    pattern: /(^|\/)(\._[^/]*|\.DS_Store)$|^__MACOSX\//,
    what: 'is left by macOS',
    wanted: 'leave it out: `COPYFILE_DISABLE=1 tar --exclude .DS_Store ...`',
  },
  {
    pattern: /(^|\/)(node_modules|__pycache__|\.git|\.venv|venv)\//,
    what: 'belongs to installed packages or tools',
    wanted: 'leave it out: the handler is one file with all that it imports',
  },
  { pattern: /\.map$/, what: 'is a source map', wanted: 'leave it out: it is never read' },
  {
    pattern: /(^|\/)(src|tests?|scripts)\/|\.(ts|tsx|py|pyc|ipynb)$/,
    what: 'is a source or a test',
    wanted: 'leave it out: the container runs only code/handler.mjs',
  },
  {
    pattern:
      /(^|\/)((package|package-lock|tsconfig)[^/]*\.json|\.git[^/]*|\.editorconfig|Thumbs\.db|[^/]+~|[^/]+\.(swp|bak|orig|tmp|log))$/,
    what: 'belongs to the development of the model',
    wanted: 'leave it out',
  },
];

const WEIGHTS = /\.(onnx|ort|pt|pth|ckpt|safetensors|h5|keras|pb|tflite|pkl|joblib)$/i;

/** Finds files that must not be in a bundle, and files that nothing uses. */
export function checkFiles({ files, handler, onnx }: Subject): Finding[] {
  const names = [...files.keys()];
  const secrets = names.filter((name) => SECRETS.test(name));
  const findings = secrets.map((name) =>
    secret(name, 'may hold a secret', 'leave it out, and replace the secret if this was shared'),
  );
  const kindOf = (name: string) => STRAYS.find(({ pattern }) => pattern.test(name));
  for (const kind of STRAYS) {
    const [first, ...others] = names.filter((name) => kindOf(name) === kind);
    if (first === undefined) continue;
    const more = others.length > 0 ? `, and so ${are(others.length)}` : '';
    findings.push(stray(first, `${kind.what}${more}`, kind.wanted));
  }
  // A handler may name the file, or list the folder that it is in.
  const named = (name: string) =>
    [basename(name), ...name.split('/').slice(0, -1)].some((word) => handler?.includes(word));
  const used = (name: string) =>
    name === MANIFEST ||
    name === MODEL ||
    name === HANDLER ||
    kindOf(name) ||
    onnx?.externalFiles.has(name) ||
    named(name);
  for (const [name, bytes] of files) {
    if (used(name)) continue;
    const wanted = 'leave it out, or name it in the handler';
    if (WEIGHTS.test(name)) {
      findings.push(stray(name, 'is a model that nothing refers to', wanted));
    } else if (bytes >= LINT_LIMITS.unreadFileBytes) {
      const found = `has ${megabytes(bytes)}, but neither the handler nor the model names it`;
      findings.push(unread(name, found, wanted));
    }
  }
  return findings;
}

const are = (count: number) => (count === 1 ? 'is 1 more file' : `are ${count} more files`);
