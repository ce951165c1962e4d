// Jest's transform: a test file, and with it all of the product, is imported by Node itself, as the product is when it runs: types
// are erased alike, and each worker loads what many files share once. Jest's own loader would build it all anew for every file.
const code = `import { constants, Script } from 'node:vm';
const outside = (text) => new Script(text, { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }).runInThisContext();
Object.assign(outside('globalThis'), { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test });
await outside('(url) => import(url)')(import.meta.url);`;

export default { process: () => ({ code }) };
