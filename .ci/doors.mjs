// Checks that `npm run lint` refuses imports across module boundaries, and against the order of the life cycle's layers:
// otherwise a rule would be off.
import { ESLint } from 'eslint';

const PROJECTS = '@nx/enforce-module-boundaries';
const LAYERS = 'no-restricted-imports';

const DOORS = [
  ['apps/api/src/probe.ts', '../../reaper/src/index.ts', PROJECTS],
  ['libs/contracts/src/probe.ts', '@pilotlight/lifecycle', PROJECTS],
  ['infra/src/probe.ts', '../../apps/api/src/index.ts', PROJECTS],
  ['tools/local/src/probe.ts', '../../../infra/src/index.ts', PROJECTS],
  ['libs/lifecycle/src/wake/probe.ts', '../predict/predict.ts', LAYERS],
  ['libs/lifecycle/src/reap/probe.ts', '../replay/sweep.ts', LAYERS],
  ['libs/lifecycle/src/job/probe.ts', '../replay/replay.ts', LAYERS],
  ['libs/lifecycle/src/queue/probe.ts', '../index.ts', LAYERS],
  ['libs/lifecycle/src/endpoint/probe.ts', '../aws/index.ts', LAYERS],
  ['libs/lifecycle/src/aws/probe.ts', '../../testing/index.ts', LAYERS],
];

/** Imports of lower layers: refusing everything is not the rule either. */
const OPEN = [
  ['libs/lifecycle/src/wake/probe.ts', '../queue/queue.ts'],
  ['libs/lifecycle/src/replay/probe.ts', '../job/advance-job.ts'],
  ['libs/lifecycle/src/aws/probe.ts', '../predict/predict.ts'],
];

const eslint = new ESLint();
for (const [filePath, imported, rule] of DOORS) {
  const [result] = await eslint.lintText(`import '${imported}';\n`, { filePath });
  if (result?.messages.some(({ ruleId }) => ruleId === rule)) {
    console.log(`refused: ${filePath} -> ${imported}`);
  } else {
    console.error(`${filePath} may import ${imported}: ${JSON.stringify(result?.messages)}`);
    process.exitCode = 1;
  }
}
for (const [filePath, imported] of OPEN) {
  const [result] = await eslint.lintText(`import '${imported}';\n`, { filePath });
  if (result?.messages.length === 0) continue;
  console.error(`${filePath} may not import ${imported}: ${JSON.stringify(result?.messages)}`);
  process.exitCode = 1;
}
