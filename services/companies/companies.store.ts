// The table of companies, and which of them a user may enter.
import type { Role } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { Problem } from '../kernel/errors.ts';

export interface Settings { version: number; name: string; currency: string; timeZone: string; country: string }
export interface Company { id: string; name: string; country: string; currency: string; timeZone: string }
export interface Listed extends Company { role: Role }

export async function listCompaniesOf(tx: Transaction, userId: string): Promise<Listed[]> {
  return tx.rows<Listed>(
    `select t.id, t.name, t.country, t.currency, t.time_zone as "timeZone", m.role from tenants t join company_users m on m.tenant_id = t.id where m.user_id = $1 order by t.name`, [userId]);
}

export async function listAllCompanies(tx: Transaction): Promise<Listed[]> {
  return tx.rows<Listed>(`select id, name, country, currency, time_zone as "timeZone", 'platform_admin' as role from tenants order by name`);
}

export async function companyOf(tx: Transaction): Promise<Company> {
  const row = await tx.maybe<Company>(`select id, name, country, currency, time_zone as "timeZone" from tenants where id = $1`, [tx.tenantId]);
  if (!row) throw new Problem('not_found');
  return row;
}

const settingsColumns = 'version, name, currency, time_zone as "timeZone", country';

/** The settings as they stand; `toChange` holds them still until the transaction ends. */
export async function settingsOf(tx: Transaction, toChange = false): Promise<Settings> {
  const row = await tx.maybe<Settings>(`select ${settingsColumns} from tenants where id = $1${toChange ? ' for update' : ''}`, [tx.tenantId]);
  if (!row) throw new Problem('not_found');
  return row;
}

export async function updateSettings(tx: Transaction, { name, currency, timeZone, country }: Omit<Settings, 'version'>): Promise<Settings> {
  return tx.one<Settings>(`update tenants set version = version + 1, name = $2, currency = $3, time_zone = $4, country = $5 where id = $1 returning ${settingsColumns}`,
    [tx.tenantId, name, currency, timeZone, country]);
}

export async function insertCompany(
  tx: Transaction,
  company: { id: string; name: string; country: string; currency: string; timeZone: string; industry?: string; employees?: number; region?: string },
): Promise<void> {
  await tx.run('insert into tenants (id, name, country, currency, time_zone, industry, employees, region) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [company.id, company.name, company.country, company.currency, company.timeZone, company.industry ?? null, company.employees ?? null, company.region ?? 'eu-central-1']);
}

/** Who stands in which unit on a day: the entry that began last speaks for a person. */
export async function unitsOn(tx: Transaction, day: string): Promise<{ unit: string | null; people: string[] }[]> {
  return tx.rows(`
    select unit, array_agg(volunteer_id::text order by volunteer_id) as people from (
      select distinct on (volunteer_id) volunteer_id, unit from roster_entries where tenant_id = $1 and is_current and withdrawn_by is null and coalesce(from_date, '-infinity') <= $2
      order by volunteer_id, from_date desc nulls last, employee_id) latest
    group by unit order by unit`, [tx.tenantId, day]);
}
