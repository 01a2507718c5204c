import vueI18n from '@intlify/eslint-plugin-vue-i18n'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { resolve } from 'node:path'
import { noUnusedTexts } from './eslint-rules/no-unused-texts.ts'

const root = resolve(import.meta.dirname, '..')

/** Where code lives; the plugins below also look at JSON, which has no types. */
const CODE = ['**/*.ts', '**/*.vue']

export default defineConfig(
  {
    ignores: [
      '.cache/',
      'out/**',
      'dist/**',
      'node_modules/**',
      'test-results/**',
      '**/*.cjs',
      '**/*.mjs',
      '**/*.json',
      '!renderer/i18n/locales/*.json'
    ]
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: CODE })),
  ...vue.configs['flat/recommended'],
  ...vueI18n.configs['flat/recommended'],
  {
    // Not only for code: the rules for texts read the JSON files, too.
    settings: {
      'vue-i18n': {
        localeDir: resolve(root, 'renderer/i18n/locales/*.json'),
        messageSyntaxVersion: '^11.0.0'
      }
    }
  },
  {
    files: CODE,
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        extraFileExtensions: ['.vue'],
        projectService: true,
        tsconfigRootDir: root
      }
    },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Prettier owns the layout of templates.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      '@intlify/vue-i18n/no-missing-keys': 'error',
      '@intlify/vue-i18n/no-raw-text': ['error', { ignorePattern: '^[-#:()&·\\s/]*$' }]
    }
  },
  {
    files: ['renderer/i18n/locales/*.json'],
    plugins: { parley: { rules: { 'no-unused-texts': noUnusedTexts } } },
    rules: {
      '@intlify/vue-i18n/no-missing-keys-in-other-locales': 'error',
      'parley/no-unused-texts': ['error', resolve(root, 'renderer')]
    }
  },
  {
    // The gallery is for those who build the interface, and speaks English alone.
    files: ['renderer/gallery/**'],
    rules: { '@intlify/vue-i18n/no-raw-text': 'off' }
  },
  {
    // Commands speak to a person at a terminal.
    files: ['build/scripts/**', 'tests/**'],
    rules: { 'no-console': 'off' }
  }
)
