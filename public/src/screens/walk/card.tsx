// A metric's card at the end of its walk: what it is, how it comes about, what it cannot say. The words are the server's own, in the
// reader's language, the same as in an export.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type Lineage, type MetricCard } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';

const parts = ['definition', 'method', 'assumptions', 'limits'] as const;

export function Card({ metric }: { metric: Lineage['metric'] }): ReactNode {
  const voice = useVoice();
  const { say, language } = voice;
  const { id } = useCompany();
  const { data } = useQuery({
    queryKey: ['company', id, 'cards', language], staleTime: Infinity, queryFn: async ({ signal }) => (await read<{ items: MetricCard[] }>(ofCompany(id, `metric-cards?language=${language}`), signal)).items,
  });
  const card = data?.find((one) => one.metric === metric.metric);
  if (!card) return null;
  return (
    <section className="stop side">
      <h3><span>{say('walk.card')}</span></h3>
      <details className="card">
        <summary>{card.definition}</summary>
        <dl className="card-words">
          {parts.filter((part) => part !== 'definition').map((part) => <div key={part}><dt>{say(`card.${part}`)}</dt><dd>{card[part]}</dd></div>)}
          <div><dt>{say('card.owner')}</dt><dd>{say('shell.role', { role: card.owner })}{card.isVerified ? '' : `. ${say('card.unverified')}`}</dd></div>
          <div><dt>{say('card.disclosures')}</dt><dd>{card.disclosures.length === 0 ? say('card.none') : card.disclosures.map(({ framework, code }) => `${framework} ${code}`).join('; ')}</dd></div>
          {card.modelError.length === 0 ? null : (
            <div><dt>{say('card.modelError')}</dt><dd>{card.modelError.map(({ version, language: judged, reliableChange, macroF1, calibrationError }) => (
              <span className="block-line" key={`${version} ${judged}`}>{say('card.judged', { version, language: judged, change: voice.number(reliableChange, { most: 2 }), f1: voice.number(macroF1, { most: 2 }), error: voice.number(calibrationError, { most: 3 }) })}</span>
            ))}</dd></div>
          )}
        </dl>
      </details>
    </section>
  );
}
