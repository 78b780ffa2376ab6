import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What belongs to a window: rooms that also run in workers and in a terminal do without it. */
const WINDOW = ['window', 'document', 'localStorage', 'sessionStorage', 'requestAnimationFrame', 'alert'].map(
  (name) => ({
    name,
    message: 'This room also runs where there is no window.',
  }),
);

const NO_BARREL = [
  { selector: 'ExportAllDeclaration', message: 'Import from the file that defines it.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'Import from the file that defines it.' },
];

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', '.cache/'] },
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': [
        'error',
        ...NO_BARREL,
        { selector: 'ExportDefaultDeclaration', message: 'Export it by name.' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Sees neither what an await nor what a callback has changed.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig },
    },
  },
  {
    files: ['src/{records,kinetics,maps,experiments,world,bundles,workers}/**', 'src/devices/**'],
    rules: { 'no-restricted-globals': ['error', ...WINDOW] },
  },
  {
    files: ['src/{records,kinetics,maps,experiments,world}/**', 'src/devices/{bridge,twin}/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...WINDOW,
        { name: 'navigator', message: 'This room also runs in a terminal.' },
      ],
    },
  },
  {
    files: ['*.{js,ts,cjs}', '{e2e,scripts}/**/*.{ts,mjs}'],
    rules: { 'no-restricted-syntax': ['error', ...NO_BARREL] },
  },
  { files: ['{scripts,bench,e2e}/**'], rules: { 'no-console': 'off' } },
  { files: ['*.{js,cjs}'], extends: [ts.configs.disableTypeChecked] },
);
