// The rows behind who rose and who fell, and how far, for a walk: both ends of each comparison with their shares, as `change.store.ts`
// compares them. Only people with a row in the period are looked at, over all of theirs.
import type { Dimension } from '../../channels/vocabulary.ts';
import type { Transaction } from '../../mixins/database/transaction.ts';
import { parsePeriod } from '../kernel/period.ts';
import { ledgerReader } from './alias.store.ts';
import { comparedSql, knownSignals, signSql, type ReliableChanges } from './change.store.ts';
import { scoredBy, type MetricName, type Quantity } from './metric.ts';
import { orderedByShare, type Order, type SourceRow, type Wanted } from './lineage.store.ts';
import { outcomes, signals, signalsOf, type Signal } from './outcome.ts';

/** What each end adds: `speaks` is true of a person's last row of the first signal that tells, `rose` and `fell` are the person's, `is_last` tells the ends apart. */
interface Share { contribution: string; weight: string; where?: string; /** Whether changes that are within chance, or of two model versions, count. */ everyChange?: true }
interface Paired { compared: readonly Signal[]; share: Share }

const counted = (which: 'rose' | 'fell', weight = '1'): Share => ({ contribution: `case when speaks and ${which} then 1 else 0 end`, weight });
const certainty: Share = { contribution: 'confidence', weight: '1', where: `signal <> 'level'` };
const moved: Share = { contribution: 'case when is_last then value else -value end', weight: 'case when is_last then 1 else 0 end', everyChange: true };

/** How a figure rests on pairs; undefined where it rests on rows one by one. */
export function pairedBy(quantity: Quantity): Paired | undefined {
  const { dimension, isChange } = scoredBy(quantity) ?? {};
  if (dimension) return isChange ? { compared: [signalOf(dimension)], share: moved } : undefined;
  if (quantity === 'lift') return { compared: signals, share: counted('rose', 'case when speaks then 1 else 0 end') };
  const outcome = outcomes.find((one) => [`improved_${one}`, `declined_${one}`, `certainty_${one}`].includes(quantity));
  if (!outcome) return undefined;
  return { compared: signalsOf[outcome], share: quantity.startsWith('certainty') ? certainty : counted(quantity.startsWith('improved') ? 'rose' : 'fell') };
}

export async function pairRows(
  tx: Transaction, name: MetricName, { compared, share }: Paired, { asOf, after, limit, order, narrow, reliable }: Wanted & { reliable: ReliableChanges },
): Promise<{ items: SourceRow[]; count: number }> {
  const span = parsePeriod(name.period);
  if (!span) throw new RangeError(`not a period: ${name.period}`);
  const read = await ledgerReader(tx);
  const rows = await tx.rows<SourceRow & { total: number }>(narrow(read(rowsSql(await knownSignals(tx, compared), share, order))),
    [tx.tenantId, [span.id], [span.from], [span.to], asOf, JSON.stringify(reliable), name.programme, after?.by ?? null, after?.key ?? '', after?.table ?? '', limit]);
  return { items: rows, count: rows[0]?.total ?? 0 };
}

function rowsSql(compared: readonly Signal[], { contribution, weight, where = 'true', everyChange }: Share, order: Order): string {
  const end = (which: 'last' | 'base'): string => `select signal, ${which === 'last'} as is_last, ${['value', 'confidence', 'source_table', 'source_key', 'change'].map((column) => `${which}_${column} as ${column}`).join(', ')},
    rose, fell, ${which === 'last' ? 'rank = speaker' : 'false'} as speaks from spoken`;
  return `
    with ${comparedSql({ signals: compared, programme: '$7' })},
    counted as (select *, array_position(array[${compared.map((signal) => `'${signal}'`).join(', ')}], signal) as rank, coalesce(${signSql}, 0) as sign from moved where ${everyChange ? 'true' : 'threshold is not null'}),
    spoken as materialized (select *, min(rank) over one as speaker, bool_or(sign > 0) over one and not bool_or(sign < 0) over one as rose, bool_or(sign < 0) over one and not bool_or(sign > 0) over one as fell
      from counted window one as (partition by person)),
    ends_of as (${end('last')} union all ${end('base')}),
    listed as (select * from ends_of where ${where})
    select * from (select r.source_table as "table", r.source_id as id, r.import_id as "importId", r.line, r.receipt_id as "receiptId", r.source_key as key, r.change, r.local_date as "localDate", r.to_date as "toDate",
      r.programme, r.amount_minor as "amountMinor", r.currency, ${contribution} as contribution, ${weight} as weight, (select count(*) from listed) as total
      from listed e join activity_ledger r on r.tenant_id = $1 and r.source_table = e.source_table and r.source_key = e.source_key and r.change = e.change) ends
    ${order === 'share' ? orderedByShare('ends', 8) : `where $8::date is null or ("localDate", key, "table") > ($8, $9, $10) order by "localDate", key, "table" limit $11`}`;
}

function signalOf(dimension: Dimension): Signal {
  return `score:${dimension}`;
}
