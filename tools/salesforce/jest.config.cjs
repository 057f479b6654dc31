const { resolve } = require('node:path');

// sfdx-lwc-jest takes the folder it is called in for the project.
process.chdir(resolve(__dirname, '../..'));
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

/** Tests of the Lightning components: force-app/main/default/lwc/<name>/__tests__/<name>.test.js. */
module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  // What tests share stands beside them.
  testMatch: ['**/__tests__/**/*.test.js'],
  moduleNameMapper: { '^lightning/(platformUtilityBarApi)$': resolve(__dirname, 'jest-stubs/$1.js') },
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, require.resolve('./jest.setup.cjs')],
  resetMocks: true,
  // The transformer's key does not say whether a file was instrumented for coverage.
  cache: false,
  collectCoverageFrom: [
    'force-app/**/lwc/*/*.js',
    // Built from src/host, and tested there.
    '!**/careBridge/**',
  ],
  coverageReporters: ['text', 'json-summary'],
  coverageDirectory: '<rootDir>/test-results/lwc-coverage',
  coverageThreshold: { global: { lines: 95 } },
};
