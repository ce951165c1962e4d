// What others said of the same, in whichever language: each leads to its own margin.
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ErrorWords } from '../../parts/page-state.tsx';
import { useVoice } from '../../shell/words.tsx';
import { useAlike } from './evidence.queries.ts';

export function Alike({ id }: { id: string }): ReactNode {
  const { say, date } = useVoice();
  const [search] = useSearchParams();
  const alike = useAlike(id);
  const linkTo = (other: string): string => { const query = new URLSearchParams(search); query.set('entry', other); return `?${query.toString()}`; };
  return (
    <>
      <h3>{say('evidence.alike')}</h3>
      {alike.error ? <div role="alert"><ErrorWords error={alike.error} /></div> : null}
      {alike.data?.items.length === 0 ? <p className="muted">{say('evidence.noneAlike')}</p> : null}
      <ul className="alike">
        {(alike.data?.items ?? []).map(({ id: other, text, language, programme, occurredAt }) => (
          <li key={other}><Link href={linkTo(other)} replace lang={language === 'no' ? 'nb' : language} dir="auto">{text}</Link><span className="micro quiet block-line">{say('filter.programmeName', { programme })}, {date(occurredAt, 'day')}</span></li>
        ))}
      </ul>
    </>
  );
}
