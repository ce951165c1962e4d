// Jest's transform: a test file, and with it all of the product, is imported by Node itself, as the product is when it runs: types
// are erased alike, and what many files share is loaded once in each worker. Jest's own loader would build it all anew for every file.
import { createHash } from 'node:crypto';

const code = `import { constants, Script } from 'node:vm';
const byNode = (text) => new Script(text, { filename: import.meta.filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER }).runInThisContext();
// Of the same context, since it asks whether a value is an Error or a Date. Jest does not see what this one counts: better not to offer it.
const { expect } = await byNode("import('expect')");
for (const count of ['assertions', 'hasAssertions']) delete expect[count];
Object.assign(byNode('globalThis'), { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test });
await byNode('(file) => import(file)')(import.meta.url);`;

export default {
  process: () => ({ code }),
  // Jest keeps what a transform made, and does not see by itself that the transform has changed.
  getCacheKey: (_source, file) => createHash('sha256').update(code).update(file).digest('hex'),
};
