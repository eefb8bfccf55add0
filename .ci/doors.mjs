// Checks that `npm run lint` refuses imports across module boundaries: otherwise the rule would be off.
import { ESLint } from 'eslint';

const DOORS = [
  ['apps/api/src/probe.ts', '../../reaper/src/index.ts'],
  ['libs/contracts/src/probe.ts', '@pilotlight/lifecycle'],
  ['infra/src/probe.ts', '../../apps/api/src/index.ts'],
  ['tools/local/src/probe.ts', '../../../infra/src/index.ts'],
];

const eslint = new ESLint();
for (const [filePath, imported] of DOORS) {
  const [result] = await eslint.lintText(`import '${imported}';\n`, { filePath });
  if (result?.messages.some(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries')) {
    console.log(`refused: ${filePath} -> ${imported}`);
  } else {
    console.error(`${filePath} may import ${imported}: ${JSON.stringify(result?.messages)}`);
    process.exitCode = 1;
  }
}
