// Opens what actors stand on before any of them starts, and closes it after the last has stopped. A middleware, since all
// services stop at once: a database that is itself a service would close under running handlers.
import type { Middleware } from 'moleculer';
import type { Database } from '../database/database.ts';

export function stores(database: Database): Middleware {
  return {
    name: 'Stores',
    async stopped(): Promise<void> {
      await database.close();
    },
  };
}
