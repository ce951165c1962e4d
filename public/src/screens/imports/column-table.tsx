// The columns of a file and what each becomes, with a first value where it names nobody. While a file is only checked, each can be corrected, and the check runs again.
import type { ReactNode } from 'react';
import { formatDate } from '../../../../services/kernel/format/figures.ts';
import { useCompany } from '../../shell/company.ts';
import type { ImportView, KindCard } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { useColumnName } from './column-name.ts';
import { useKinds } from './imports.queries.ts';
import { withColumn } from './mappings.ts';
import { ReadAs, SaveMapping, type Reading } from './read-as.tsx';

/** What a sample calls a column that it does not show by its own name. */
const sampledAs: Readonly<Record<string, string>> = { date: 'localDate', session_type: 'programme', checkin_date: 'localDate', event_date: 'localDate', started_on: 'localDate', taken_on: 'localDate' };

export function ColumnTable({ view, reading }: { view: ImportView; reading: Reading }): ReactNode {
  const { say, count } = useVoice();
  const found = view.columns.filter(({ column }) => column !== null).length;
  return (
    <section className="block column-block">
      <div className="block-head">
        <div><h2>{say('columns.title', { found: count(found), foundCount: found, total: view.columns.length, totalShown: count(view.columns.length) })}</h2><p>{say(reading.set ? 'columns.change' : 'columns.how')}</p></div>
      </div>
      <ReadAs view={view} reading={reading} />
      <Columns view={view} reading={reading} />
      {view.sample.length > 0 ? <Sample rows={view.sample} /> : null}
      <SaveMapping view={view} reading={reading} />
    </section>
  );
}

function Columns({ view, reading }: { view: ImportView; reading: Reading }): ReactNode {
  const { say } = useVoice();
  const choices = useKinds().data?.find(({ kind }) => kind === view.kind)?.columns;
  const hasFirst = view.sample.length > 0;
  return (
    <table className="tbl columns" data-mapping={reading.set ? '' : undefined} aria-busy={reading.isPending}>
      <thead><tr>
        <th scope="col">{say('columns.file')}</th>{hasFirst ? <th scope="col" className="wide-only">{say('columns.first')}</th> : null}<th scope="col">{say('columns.becomes')}</th><th scope="col" className="wide-only">{say('columns.check')}</th>
      </tr></thead>
      <tbody>{view.columns.map((match) => <Row key={match.header} view={view} match={match} reading={reading} choices={choices} hasFirst={hasFirst} />)}</tbody>
    </table>
  );
}

const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

/** A value of a sample as a reader of this company would write it. */
function useShown(): (field: string, value: string | number) => ReactNode {
  const { say, date, language } = useVoice();
  const { timeZone } = useCompany();
  return (field, value) => (isInstant(value) ? formatDate(value, 'instant', language, timeZone) : isDay(value) ? date(value, 'day') : field === 'programme' ? say('filter.programmeName', { programme: value }) : <code>{String(value)}</code>);
}

function Row({ view, match: { header, column }, reading, choices, hasFirst }: {
  view: ImportView; match: ImportView['columns'][number]; reading: Reading; choices: KindCard['columns'] | undefined; hasFirst: boolean;
}): ReactNode {
  const { say, count } = useVoice();
  const shown = useShown();
  const nameOf = useColumnName();
  const wrong = view.problems.filter((problem) => problem.column === header || problem.column === column).reduce((sum, problem) => sum + problem.count, 0);
  const field = sampledAs[column ?? ''] ?? (column ?? '').replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
  const sampled = view.sample[0]?.[field];
  const first = column === null ? '–' : sampled === undefined ? say('columns.personal') : sampled === null ? say('problems.empty') : shown(field, sampled);
  const now = reading.now.columns.find((known) => known.header === header);
  const isChecked = !now || now.column === column;
  const check = !isChecked ? <span className="quiet">{say('columns.unchecked')}</span> : wrong > 0 ? <span className="st bad">{say('columns.wrong', { count: wrong, shown: count(wrong) })}</span>
    : column === null ? <span className="quiet">{say('columns.kept')}</span> : <span className="st good">{say('columns.fits')}</span>;
  const { set } = reading;
  return (
    <tr>
      <th scope="row"><code>{header}</code>{hasFirst ? <span className="narrow-only quiet">{first}</span> : null}{wrong > 0 || set ? <span className="narrow-only">{check}</span> : null}</th>
      {hasFirst ? <td className="wide-only quiet">{first}</td> : null}
      <td className={column === null ? 'quiet' : undefined}>
        {set && now && choices ? (
          <select className="in" aria-label={say('columns.becomesOf', { header })} value={now.column ?? ''} data-none={now.column === null ? '' : undefined} onChange={(event) => set(withColumn(reading.now, header, event.target.value === '' ? null : event.target.value))}>
            <option value="">{say('columns.none')}</option>
            {([true, false] as const).map((isNeeded) => <optgroup label={say(isNeeded ? 'columns.needed' : 'columns.optional')} key={String(isNeeded)}>{choices.filter(({ required }) => required === isNeeded).map(({ name }) => <option value={name} key={name}>{nameOf(name)}</option>)}</optgroup>)}
          </select>
        ) : column === null ? say('columns.none') : nameOf(column)}
      </td>
      <td className="wide-only">{check}</td>
    </tr>
  );
}

function Sample({ rows }: { rows: ImportView['sample'] }): ReactNode {
  const { say, has } = useVoice();
  const shown = useShown();
  const fields = Object.keys(rows[0] ?? {});
  const nameOf = (field: string): string => {
    const key = [`field.${field}`, `column.${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`].find(has);
    return key ? say(key) : field;
  };
  return (
    <details className="sample">
      <summary>{say('columns.sample', { count: Math.min(rows.length, 5) })}</summary>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={say('columns.sampleName')}>
        <table className="tbl led">
          <thead><tr>{fields.map((field) => <th scope="col" key={field}>{nameOf(field)}</th>)}</tr></thead>
          <tbody>{rows.slice(0, 5).map((row, index) => <tr key={index}>{fields.map((field) => <td className="nowrap" key={field}>{row[field] == null ? '–' : shown(field, row[field])}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </details>
  );
}
