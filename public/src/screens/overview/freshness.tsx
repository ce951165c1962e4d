// When rows last came, from where, and which of them no figure counts yet.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useCompany } from '../../shell/company.ts';
import { useOpenReviews } from '../../shell/rail.tsx';
import { mayImport, mayReadPeople } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { useFreshness } from './overview.queries.ts';
import type { Told } from './told.ts';

/** After this long without a row a source may have fallen silent. */
const oldAfterDays = 31;

export function Fresh(): ReactNode {
  const { say, date } = useVoice();
  const { data } = useFreshness();
  if (!data) return null;
  const sources = [
    ...data.webhooks.map(({ provider, at }) => ({ name: say('notes.byWebhook', { provider: say('hooks.provider', { provider }) }), at })),
    ...data.files.map(({ kind, at }) => ({ name: say(`kind.${kind}`), at })),
  ];
  const written = (at: string): string => date(at, Date.now() - Date.parse(at) < 86_400_000 ? 'time' : 'short-day');
  const isOld = (at: string): boolean => Date.now() - Date.parse(at) > oldAfterDays * 86_400_000;
  return (
    <div className="note" data-fresh>
      <h3>{say('notes.fresh')}</h3>
      {sources.length === 0 ? <p>{say('notes.noRows')}</p> : (
        <dl className="pairs">{sources.map(({ name, at }) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name} at`}>{at === null ? <span className="quiet">{say('notes.silent')}</span> : isOld(at) ? <span className="st care">{written(at)}<span className="sr">, {say('notes.old')}</span></span> : written(at)}</dd>,
        ])}</dl>
      )}
    </div>
  );
}

export function NotCounted({ told }: { told: Told }): ReactNode {
  const { say, count, figure, language } = useVoice();
  const company = useCompany();
  const { data } = useFreshness();
  const held = useOpenReviews();
  const base = `/${language}/cockpit/${company.id}`;
  const lines = [
    { name: say('notes.unconfirmed'), value: figure(told.unconfirmedHours, 'hours'), isAny: told.unconfirmedHours > 0, to: null },
    { name: say('notes.rejected'), value: count(data?.rejected ?? 0), isAny: (data?.rejected ?? 0) > 0, to: mayImport(company.role) ? `${base}/imports` : null },
    { name: say('notes.waitingRows'), value: count(data?.waiting ?? 0), isAny: (data?.waiting ?? 0) > 0, to: mayImport(company.role) ? `${base}/imports` : null },
    { name: say('notes.heldTexts'), value: held ?? '', isAny: held !== null, to: mayReadPeople(company.role) ? `${base}/reviews` : null },
  ].filter(({ isAny }) => isAny);
  if (lines.length === 0) return null;
  return (
    <div className="note">
      <h3>{say('notes.notIn')}</h3>
      <dl className="pairs">{lines.map(({ name, value, to }) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{to ? <Link className="n" href={to}>{value}<span className="sr"> {name}</span></Link> : value}</dd>])}</dl>
    </div>
  );
}
