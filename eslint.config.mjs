import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// The direction of the code, as a table: a folder may import itself, npm, and the folders in its row. Nothing else.
const pure = ['lib/base', 'lib/model'];
const view = [
  ...pure,
  'lib/query',
  'lib/charts',
  'lib/content',
  'lib/dashboards',
  'lib/alerts',
  'lib/waterfall',
  'lib/service-map',
  'lib/client',
];
const shared = ['ui', 'charts', 'views', 'shell', 'records', 'details', 'editor', 'service-map'].map((name) => `components/${name}`);
const rows = (names, allowed) => Object.fromEntries(names.map((name) => [name, allowed]));
const layers = {
  'lib/base': [],
  'lib/model': ['lib/base'],
  ...rows(['lib/query', 'lib/otlp', 'lib/charts', 'lib/content', 'lib/waterfall', 'lib/service-map', 'lib/meta'], pure),
  ...rows(['lib/sql', 'lib/dashboards', 'lib/live'], [...pure, 'lib/query']),
  'lib/trace-file': [...pure, 'lib/otlp'],
  'lib/alerts': [...pure, 'lib/query', 'lib/charts', 'lib/dashboards'],
  'lib/notify': pure,
  'lib/backends/clickhouse': [...pure, 'lib/query', 'lib/sql', 'lib/live'],
  'lib/backends': ['lib'],
  'lib/demo': pure,
  'lib/server': ['lib'],
  'lib/client': view,
  'components/ui': ['lib/base'],
  'components/charts': [...view, 'components/ui'],
  'components/views': [...view, 'components/ui', 'components/charts'],
  ...rows(['components/shell', 'components/editor', 'components/service-map'], [...view, 'components/ui']),
  'components/records': [...view, 'components/ui', 'components/charts', 'components/views', 'components/shell'],
  'components/details': [...view, ...shared.filter((name) => !['components/details', 'components/editor'].includes(name))],
  ...rows(
    ['traces', 'logs', 'metrics', 'services', 'dashboards', 'sql', 'alerts', 'connect'].map((name) => `components/${name}`),
    [...view, ...shared],
  ),
  // the one feature that builds on another: a record of the live list opens into its trace
  'components/live': [...view, ...shared, 'components/traces'],
  app: ['components', ...view, 'lib/server'],
  e2e: ['lib'],
  bench: ['lib', 'e2e'],
};
const reactFree = (folder) => !/^(app|components|lib\/client|e2e|bench)/.test(folder);
const react = ['react', 'react-dom', 'react-dom/*', 'zustand', '@tanstack/*', 'recharts', 'nuqs', 'radix-ui', 'next', 'next/*'];
// Next is the one web framework: only the server folder may touch it outside the pages.
const mayUseNext = (folder) => folder === 'lib/server';

export default tseslint.config(
  {
    ignores: [
      '.next*/**',
      '.hearth/**',
      'node_modules/**',
      'next-env.d.ts',
      'public/**',
      'test-results/**',
      'playwright-report/**',
      '**/*.gen.ts',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { import: importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'Import the file that owns the thing: no barrels.' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // a type must not drag its module (and Zod with it) into a page
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  ...Object.entries(layers).map(([folder, allowed]) => ({
    files: [`${folder}/**/*.{ts,tsx}`],
    ...(folder === 'lib/backends' ? { ignores: ['lib/backends/*/**'] } : {}),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^@/(?!(${[folder, ...allowed].join('|')})(/|$))`,
              message: `${folder} may not import this: see the table in eslint.config.mjs.`,
            },
            { regex: '^\\.\\.?/', message: 'Import by the path from the root: @/…' },
            ...(reactFree(folder)
              ? [
                  {
                    group: mayUseNext(folder) ? react.filter((name) => !name.startsWith('next')) : react,
                    message: 'React stays in app, components and lib/client.',
                  },
                ]
              : []),
          ],
        },
      ],
    },
  })),
);
