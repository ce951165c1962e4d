// A page that comes with its answers: the overview as its reader may see it, drawn here by the cockpit's own parts as they were built.
// Asks what the reader's browser would ask first; where that takes longer than a reader should look at nothing, the page begins as an outline.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ActionName, Actions } from '../../mixins/broker/actions.ts';
import { addressIn } from './page-parts.ts';
import { built, cockpitFile } from './pages.client.ts';

/** Asks an action as the reader; `companyId` where it is of the company. */
export type AskAsReader = <N extends ActionName>(action: N, params: Record<string, unknown>, companyId?: string) => Promise<Actions[N] extends { returns: infer R } ? R : never>;
interface Painter { pageWith: (page: string, pathname: string, companyId: string, brought: { companies: unknown; overview: unknown }) => Promise<string> }

const patienceMs = 400;
const painter = path.join(built, 'door/first-paint.js');

export async function wholePage(address: string, ask: AskAsReader): Promise<string | undefined> {
  const { companyId } = addressIn(address);
  const page = cockpitFile('index.html');
  if (companyId === undefined || !page || !/^\/\w+\/cockpit\/[^/]+\/overview$/.test(address) || !existsSync(painter)) return undefined;
  const answers = Promise.all([ask('companies.list', {}), ask('impact.overview', { programme: 'all' }, companyId)]);
  const [found, { pageWith }] = await Promise.all([
    Promise.race([answers.catch(() => undefined), new Promise<undefined>((resolve) => { setTimeout(() => resolve(undefined), patienceMs).unref(); })]),
    import(painter) as Promise<Painter>,
  ]);
  if (!found) return undefined;
  const [companies, overview] = found;
  // What cannot be drawn here is drawn, or told to be broken, where it is read.
  return pageWith(page.body.toString('utf8'), address, companyId, { companies, overview }).catch(() => undefined);
}
