import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// A feature imports only from those before it.
const features = [
  'auth',
  'notices',
  'billing',
  'drafts',
  'team',
  'roles',
  'settings',
  'audit',
  'account',
  'templates',
  'sessions',
  'emergency',
];

// features <- app; ui and lib <- features: an import the other way round is an error.
function forbid(files, patterns, message) {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'src/lib/api-types.ts'] },
  js.configs.recommended,
  tseslint.configs.strict,
  reactHooks.configs.flat.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    rules: {
      'max-lines': ['error', 300],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  { files: ['src/testing/**'], rules: { 'max-lines': 'off' } },
  forbid(['src/lib/**'], ['@/app/**', '@/features/**', '@/components/**'], 'lib imports nothing of ours'),
  forbid(['src/components/**'], ['@/app/**', '@/features/**'], 'components know no feature'),
  ...features.map((feature, place) =>
    forbid(
      [`src/features/${feature}/**/*.{ts,tsx}`],
      ['@/app/**', ...features.slice(place + 1).map((later) => `@/features/${later}/**`)],
      `features import one way: ${features.join(', ')}; none imports the app`,
    ),
  ),
);
