// Companies: made by the operator, seen by their members; and what they tell of themselves in files: costs and the roster.
import { roles } from '../../channels/vocabulary.ts';
import { action, defineActor, type ActionMap } from '../../mixins/broker/actions.ts';
import { importing } from '../../mixins/importing/importing.mixin.ts';
import { fileKind } from '../../mixins/rows/file-kind.ts';
import { pagesOf } from '../../mixins/rows/row-actions.ts';
import { createTenantKey } from '../../mixins/vault.store.ts';
import { newId } from '../kernel/ids.ts';
import { assertVersion } from '../kernel/version.ts';
import { assertCompany, companyParams } from './company.ts';
import { insertCompany, listAllCompanies, listCompaniesOf, companyOf, settingsOf, unitsOn, updateSettings, type Company, type Listed, type Settings } from './companies.store.ts';
import { costFile, rosterFile } from './company-files.ts';
import { costs } from './cost.ts';
import { roster } from './employee.ts';

const files = importing([fileKind(costs, costFile), fileKind(roster, rosterFile)]);

const company = {
  id: { type: 'uuid' }, name: { type: 'string' }, country: { type: 'string' }, currency: { type: 'string' }, timeZone: { type: 'string' },
  role: { type: 'enum', values: roles },
} as const;

const settings = { version: { type: 'number', integer: true }, name: { type: 'string' }, currency: { type: 'string' }, timeZone: { type: 'string' }, country: { type: 'string' } } as const;

const actions = {
  ...files.actions,

  list: action({
    summary: 'Companies that the caller may enter',
    access: 'user',
    changes: 'companies',
    params: {},
    returns: { items: { type: 'array', items: { type: 'object', props: company } } },
    async handler(ctx): Promise<{ items: Listed[] }> {
      if (ctx.identity.role === 'platform_admin') return { items: await ctx.asPlatform('an operator lists companies', (tx) => listAllCompanies(tx)) };
      return { items: await ctx.read((tx) => listCompaniesOf(tx, ctx.identity.actor)) };
    },
  }),

  get: action({
    summary: 'One company: name, currency, zone',
    access: 'company:read',
    params: {},
    async handler(ctx): Promise<Company> {
      return ctx.read((tx) => companyOf(tx));
    },
  }),

  units: action({
    summary: 'Who stands in which unit of the roster on a day',
    access: 'room',
    params: { on: { type: 'string', pattern: /^\d{4}-\d\d-\d\d$/ } },
    async handler(ctx): Promise<{ items: { unit: string | null; people: string[] }[] }> {
      return { items: await ctx.read((tx) => unitsOn(tx, ctx.params.on)) };
    },
  }),

  create: action({
    summary: 'Makes a company',
    access: 'operator',
    changes: 'company',
    params: {
      ...companyParams, industry: { type: 'string', max: 100, optional: true },
      employees: { type: 'number', integer: true, min: 0, max: 10_000_000, optional: true },
      region: { type: 'enum', values: ['eu-central-1', 'us-east-1'], optional: true },
    },
    returns: { id: { type: 'uuid' }, name: { type: 'string' }, country: { type: 'string' }, currency: { type: 'string' }, timeZone: { type: 'string' } },
    async handler(ctx, actor): Promise<{ id: string; name: string; country: string; currency: string; timeZone: string }> {
      const { name, country, currency, timeZone } = ctx.params;
      assertCompany(ctx.params);
      const id = newId();
      await ctx.asPlatform('an operator makes a company', async (tx) => {
        await insertCompany(tx, { id, ...ctx.params });
        tx.note(id);
      });
      await actor.job(id, ctx.correlationId).step(async (tx) => {
        await createTenantKey(ctx.house, tx, id);
        tx.note(id);
      }, { action: 'companies.create', objectKind: 'company' });
      return { id, name, country, currency, timeZone };
    },
  }),

  settings: action({
    summary: 'Settings of the company, with their version',
    access: 'settings:read',
    params: {},
    returns: settings,
    async handler(ctx): Promise<Settings> {
      return ctx.read((tx) => settingsOf(tx));
    },
  }),

  changeSettings: action({
    summary: 'Changes the settings of the company; `If-Match` names the version that is changed. A new time zone holds for rows that are read from then on: rows read before keep their dates',
    access: 'settings:write',
    changes: 'settings',
    params: {
      name: { ...companyParams.name, optional: true }, country: { ...companyParams.country, optional: true }, currency: { ...companyParams.currency, optional: true },
      timeZone: { ...companyParams.timeZone, optional: true }, ifMatch: { type: 'string', max: 1000 },
      // As the answer has it, so that an answer can be changed and sent back; the header is what counts.
      version: { type: 'number', integer: true, optional: true },
    },
    returns: settings,
    async handler(ctx): Promise<Settings> {
      const { ifMatch, ...told } = ctx.params;
      return ctx.change(async (tx) => {
        const before = await settingsOf(tx, true);
        assertVersion(ifMatch, before.version);
        // What is left out stays as it is; so does what is null, which the check lets pass for a field that may be left out.
        const wanted = { name: told.name ?? before.name, currency: told.currency ?? before.currency, timeZone: told.timeZone ?? before.timeZone, country: told.country ?? before.country };
        assertCompany(wanted);
        const after = await updateSettings(tx, wanted);
        if (after.currency !== before.currency) await tx.emit('companies.currency.changed', [{ version: after.version, currency: after.currency }]);
        tx.note(tx.tenantId, { version: after.version, name: after.name !== before.name, currency: after.currency, timeZone: after.timeZone, country: after.country });
        return after;
      });
    },
  }),
  costActivity: pagesOf(costs),
  rosterActivity: pagesOf(roster),
};

declare module '../../mixins/broker/actions.ts' {
  interface Actions extends ActionMap<'companies', typeof actions> {}
}

export default defineActor({ name: 'companies', actions, started: (actor) => files.started(actor) });
