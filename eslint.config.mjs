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
  {
    files: ['**/*.mjs', '**/build.ts', '**/serve.ts', '**/scripts/**', 'tools/**'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
);
