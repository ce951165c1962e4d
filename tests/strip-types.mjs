// Jest's transform: the same erasure of types that Node does when the product runs, so that tests run what ships.
import { stripTypeScriptTypes } from 'node:module';

export default {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
};
