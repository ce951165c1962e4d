// Ends the shared PostgreSQL and removes what the tests kept.
import { rmSync } from 'node:fs';

export default async function teardown() {
  const { postgres, dataDir } = globalThis.cockpitCluster;
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
