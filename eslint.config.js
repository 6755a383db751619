import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The walls of the house as lint errors: who may import what, and the few calls that have one home. */
const electronWall = { name: 'electron', message: 'Electron lives in main/shell, main/ipc, main/index.ts and preload.' };
const sqliteWall = { name: 'better-sqlite3', message: 'SQL lives in main/store.' };
const keytarWall = { name: 'keytar', message: 'The keychain is handed in by main/shell/start.ts and used in main/credentials.' };

const walls = (paths, patterns = []) => ({ 'no-restricted-imports': ['error', { paths, patterns }] });
const area = (group, message) => ({ group, message });

const sql = {
  selector: 'Literal[value=/^\\s*(select|insert into|update|delete from|create table|pragma)\\s/i]',
  message: 'SQL lives in main/store.',
};
const sqlTemplate = {
  selector: 'TemplateElement[value.raw=/^\\s*(select|insert into|update|delete from|create table|pragma)\\s/i]',
  message: 'SQL lives in main/store.',
};
const outsideDoor = {
  selector: 'MemberExpression[property.name="openExternal"]',
  message: 'Links leave through main/shell/external-links.ts only.',
};
const rawIpc = {
  selector: 'MemberExpression[object.name="ipcMain"]',
  message: 'Channels are registered through main/ipc/register.ts only.',
};

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'test/support/fixture-app/**'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 450],
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], rules: { 'no-undef': 'off', 'prefer-const': 'off' } },
  {
    files: ['main/**/*.ts'],
    rules: {
      ...walls([electronWall, sqliteWall, keytarWall], [area(['**/renderer/**'], 'main knows nothing of the renderer.')]),
      'no-restricted-syntax': ['error', sql, sqlTemplate, outsideDoor, rawIpc],
      'no-console': 'error',
    },
  },
  {
    files: ['main/shell/**/*.ts', 'main/ipc/**/*.ts', 'main/index.ts'],
    rules: walls([sqliteWall], [area(['**/renderer/**'], 'main knows nothing of the renderer.')]),
  },
  {
    files: ['main/store/**/*.ts'],
    rules: { ...walls([electronWall, keytarWall]), 'no-restricted-syntax': ['error', outsideDoor, rawIpc] },
  },
  { files: ['main/ipc/register.ts'], rules: { 'no-restricted-syntax': ['error', sql, sqlTemplate, outsideDoor] } },
  { files: ['main/shell/external-links.ts'], rules: { 'no-restricted-syntax': ['error', sql, sqlTemplate, rawIpc] } },
  {
    files: ['main/providers/**/*.ts'],
    rules: walls(
      [electronWall, sqliteWall, keytarWall],
      [
        area(
          ['**/store/**', '**/ipc/**', '**/shell/**', '**/sync/**', '**/outbox/**', '**/credentials/**'],
          'A provider knows its service and nothing else.',
        ),
      ],
    ),
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    rules: walls(
      [electronWall, sqliteWall, keytarWall, { name: 'zod', message: 'Main checks; the renderer only has the types.' }],
      [area(['**/main/**', 'node:*'], 'The renderer talks through lib/ipc.ts and knows only preload/contract.')],
    ),
  },
  {
    files: ['preload/contract/**/*.ts'],
    rules: walls([electronWall, sqliteWall, keytarWall], [area(['node:*', '**/main/**', '**/renderer/**'], 'The contract stands alone.')]),
  },
);
