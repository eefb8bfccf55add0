import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** The only file outside the projects that they may import: the shared test configuration. */
const shared = ['../', '../../', '../../../'].map((up) => `${up}vitest.base.ts`);

/** Which projects may import which. Every project has exactly one of these tags. */
const doors = [
  { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:lib', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:lib'] },
  { sourceTag: 'scope:model', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:lib'] },
  { sourceTag: 'scope:app', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:lib'] },
  { sourceTag: 'scope:infra', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:lib'] },
  { sourceTag: 'scope:tool', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:lib'] },
];

/** The layers of libs/lifecycle/src: each may import those before it. */
const layers = [
  'endpoint',
  'cost',
  'queue',
  'wake',
  'ask',
  'job',
  'replay',
  'predict',
  'reap',
  'deployment',
];

/**
 * Neither of these layers asks a model, so they may not import those that do, which are before them. A deployment may
 * withdraw jobs.
 */
const apart = {
  reap: ['ask', 'job', 'replay', 'predict'],
  deployment: ['ask', 'replay', 'predict'],
};

/**
 * One configuration for each folder of libs/lifecycle/src, and one for the files beside them. `aws` and `testing` are
 * above all layers: only `aws` itself imports the one, and only tests the other.
 */
const lifecycleLayers = [...layers, 'aws', '.'].map((folder) => {
  const place = layers.indexOf(folder);
  const later = place < 0 ? [] : layers.slice(place + 1);
  const above = folder === 'aws' ? ['testing', 'tests'] : ['aws', 'testing', 'tests'];
  const folders = [...later, ...(apart[folder] ?? []), ...above].join('|');
  const beside = place < 0 ? [] : [String.raw`^\.\./[^/]+$`];
  const regexes = [`^\\.{1,2}/(?:.*/)?(?:${folders})/`, '^@pilotlight/lifecycle', ...beside];
  const message = 'Not in this layer: see `layers` in eslint.config.mjs.';
  const patterns = regexes.map((regex) => ({ regex, message }));
  return {
    files: [`libs/lifecycle/src/${folder === '.' ? '' : `${folder}/`}*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.nx/**', '**/.pilotlight/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: shared, depConstraints: doors }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  ...lifecycleLayers,
  {
    files: ['**/*.mjs', '**/build.ts', '**/serve.ts', '**/scripts/**', 'tools/**'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
);
