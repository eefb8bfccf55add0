import { join } from 'node:path';
import type { HandlerExport, ImportedHandler } from '../child/import-handler.ts';
import { ChildError, inChild } from '../child/in-child.ts';
import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { HANDLER, HOOK_ARGUMENTS, type HookName } from '../names.ts';
import type { Subject } from '../subject.ts';
import { adviceOn, connectionFinding } from './child-trouble.ts';
import { nearest } from './nearest.ts';
import { sourcePlaces } from './source-places.ts';

const importer = new URL('../child/import-handler.ts', import.meta.url);
const HOOKS = Object.keys(HOOK_ARGUMENTS) as HookName[];
const isHook = (name: string): name is HookName => Object.hasOwn(HOOK_ARGUMENTS, name);

export interface CheckedHandler {
  readonly findings: readonly Finding[];
  /** The hooks that it exports; empty without a handler, or when it cannot be imported. */
  readonly hooks: ReadonlySet<string>;
}

/** Imports the bundle's handler in a separate process and checks its exports. */
export async function checkHandler({
  directory,
  handler,
  handlerMap,
}: Subject): Promise<CheckedHandler> {
  if (handler === undefined) return { findings: [], hooks: new Set() };
  const findings: Finding[] = [];
  const { failure, exports } = await imported(join(directory, HANDLER), (target) =>
    findings.push(connectionFinding(target)),
  );
  if (failure !== undefined) {
    const wanted = 'fix the code that runs when it is imported';
    findings.push(
      findingsOf('handler-import')(
        HANDLER,
        sourcePlaces(failure, handlerMap),
        adviceOn(failure, wanted),
      ),
    );
    return { findings, hooks: new Set() };
  }
  const hooks = exports.filter(({ name, type }) => isHook(name) && type === 'function');
  for (const exported of exports) {
    findings.push(
      ...(isHook(exported.name) ? checkHook(exported, exported.name) : checkOther(exported)),
    );
  }
  if (hooks.length === 0) {
    findings.push(
      findingsOf('handler-export')(
        HANDLER,
        `exports no hook (${HOOKS.join(', ')})`,
        'export at least one of them, or leave the handler out',
      ),
    );
  }
  return { findings, hooks: new Set(hooks.map(({ name }) => name)) };
}

async function imported(
  path: string,
  onConnection: (target: string) => void,
): Promise<ImportedHandler> {
  try {
    const { failure, exports } = await inChild<ImportedHandler>(
      importer,
      { path },
      LINT_LIMITS.importSeconds,
      onConnection,
    );
    if (failure === undefined) return { exports };
    return { failure: `cannot be imported (${failure})`, exports };
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    return { failure: `when it is imported, ${error.message}`, exports: [] };
  }
}

function checkHook({ type, parameters }: HandlerExport, name: HookName): Finding[] {
  if (type !== 'function') {
    const found = `exports ${name} as ${type}, not as a function`;
    return [findingsOf('handler-export')(HANDLER, found, `export a function ${name}`)];
  }
  const given = HOOK_ARGUMENTS[name];
  if (parameters <= given) return [];
  return [
    findingsOf('handler-arity')(
      HANDLER,
      `has a ${name} of ${parameters} parameters, but it is called with ${given} arguments`,
      'get anything else from loadModel, or give the other parameters a default value',
    ),
  ];
}

function checkOther({ name }: HandlerExport): Finding[] {
  const hook = nearest(name, HOOKS);
  const wanted = hook
    ? `did you mean ${hook}?`
    : `the hooks are ${HOOKS.join(', ')}, as named exports`;
  const found = `exports ${name}, which nothing calls`;
  return [findingsOf('handler-export', 'warning')(HANDLER, found, wanted)];
}
