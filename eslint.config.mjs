// ESLint's settings: typescript-eslint's strict rules with types, sizes of functions and files, and what this code agrees on.
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const FUNCTION_LINES = 60;
const FILE_LINES = 400;

export default defineConfig(
  { ignores: ['node_modules/', 'out/', 'dist/', '.cache/', 'test-results/', 'playwright-report/', 'renderer/public/'] },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: 'build/tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'max-lines': ['error', { max: FILE_LINES }],
      'max-lines-per-function': ['error', { max: FUNCTION_LINES }],
      // Reading bytes at an offset that was just checked is this product's daily work.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      // Slow over tables of constants, and held by the compiler well enough.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-deprecated': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    // Its types are those of an older ESLint.
    plugins: { 'react-hooks': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (reactHooks)) },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['**/*-values.ts', '**/*-names.ts', '**/values/**/*.ts', 'renderer/locales/**'], rules: { 'max-lines': 'off' } },
  // A describe() or test() is one function around many; examples are data.
  { files: ['**/*.test.{ts,tsx,mjs}', 'e2e/**/*.ts'], rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 600 }] } },
  { files: ['electron/cli/**', 'build/**', 'e2e/**', '**/*.test.ts'], rules: { 'no-console': 'off' } },
  {
    // Plain JavaScript with types in comments: JSON from outside stays as it comes.
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
    },
  },
);
