// What happened to one person, in words: each row with its day, whom it was with, and the line or webhook that told it.
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useCompany } from '../../shell/company.ts';
import type { PersonRow } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { happeningsOf, type Happening } from './lanes.ts';
import { volunteerOf } from './pseudonym.ts';

const shownFirst = 8;

export function Happened({ rows, isAll }: { rows: readonly PersonRow[]; isAll: boolean }): ReactNode {
  const { say, count, date } = useVoice();
  const [isOpen, setOpen] = useState(false);
  const all = happeningsOf(rows);
  const shown = isOpen ? all : all.slice(0, shownFirst);
  const years = new Set(rows.map((row) => row.date.slice(0, 4)));
  return (
    <section className="block happened">
      <div className="block-head">
        <div><h2>{say('happened.title')}</h2></div>
        {all.length > shownFirst ? <div className="tools"><button className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{say(isOpen ? 'happened.fewer' : isAll ? 'happened.all' : 'happened.allRead', { count: count(all.length) })}</button></div> : null}
      </div>
      {all.length === 0 ? <p className="muted">{say('happened.nothing')}</p> : (
        <table className="tbl">
          <thead><tr><th scope="col">{say('happened.when')}</th><th scope="col">{say('happened.what')}</th><th scope="col" className="wide-only">{say('happened.with')}</th><th scope="col" className="end">{say('happened.from')}</th></tr></thead>
          <tbody>{shown.map((happening) => (
            <tr key={`${happening.id} ${happening.row.measure}`}>
              <th scope="row" className="nowrap">{date(happening.row.date, years.size > 1 ? 'day' : 'short-day')}</th>
              <td><What happening={happening} /></td>
              <td className="wide-only">{happening.row.with ? <code>{volunteerOf(happening.row.with)}</code> : null}</td>
              <td className="end"><From row={happening.row} /></td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  );
}

function What({ happening: { row, scores } }: { happening: Happening }): ReactNode {
  const { say, count, date, figure, list } = useVoice();
  if (scores.length > 0) return say('happened.score', { scores: list(scores.map(({ dimension, value }) => say('happened.scored', { dimension: say(`dimension.${dimension}`), value: figure(value, 'score') }))) });
  const { measure, programme, status, minutes, toDate } = row;
  return say('happened.row', {
    measure, programme: say('filter.programmeName', { programme: programme ?? 'all' }), status: status ?? 'none', hasMinutes: minutes === null ? 'no' : 'yes', minutes: count(minutes ?? 0), hasEnd: toDate === null ? 'no' : 'yes', end: toDate === null ? '' : date(toDate, 'day'),
  });
}

function From({ row: { importId, file, line, webhookId } }: { row: PersonRow }): ReactNode {
  const { say, count, language } = useVoice();
  const company = useCompany();
  if (importId === null || line === null) return webhookId ? say('walk.webhook') : null;
  const words = say('happened.line', { file: file ?? '', line: count(line) });
  return mayImport(company.role) ? <Link className="link" href={`/${language}/cockpit/${company.id}/imports/${importId}`}>{words}</Link> : words;
}
