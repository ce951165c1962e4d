// One PostgreSQL for all files, a database each: the cluster starts in globalSetup. Three workers for two cores: much of a file's time is waiting.
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/tests/import-by-node.mjs' },
  transformIgnorePatterns: ['/node_modules/'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  testSequencer: '<rootDir>/tests/longest-first.mjs',
  globalSetup: '<rootDir>/tests/world/cluster.setup.mjs',
  globalTeardown: '<rootDir>/tests/world/cluster.teardown.mjs',
  maxWorkers: 2,
  testTimeout: 120_000,
};
