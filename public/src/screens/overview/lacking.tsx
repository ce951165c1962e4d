// What the figures cannot say: provisional, too few, or not measurable yet; each reason once, with the one thing that would change it.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useCompany } from '../../shell/company.ts';
import type { MetricView } from '../../shell/interface.ts';
import { mayImport } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';

/** What would change a reason, and where that is done. */
const remedies: Readonly<Record<string, { action: 'roster' | 'costs' | 'sessions' | 'texts' | 'learning' | 'map'; to: string }>> = {
  no_roster: { action: 'roster', to: 'imports?kind=roster' }, no_investment: { action: 'costs', to: 'imports?kind=programme-costs' }, no_rate: { action: 'map', to: 'settings/value-map' },
  no_sessions: { action: 'sessions', to: 'imports' }, no_ratings: { action: 'sessions', to: 'imports' }, duration_missing: { action: 'sessions', to: 'imports' }, nothing_measured: { action: 'sessions', to: 'imports' },
  no_texts: { action: 'texts', to: 'imports' }, no_two_texts: { action: 'texts', to: 'imports' }, no_outcome: { action: 'texts', to: 'imports' }, no_scores: { action: 'texts', to: 'imports' }, component_missing: { action: 'texts', to: 'imports' },
};

export function Lacking({ figures, all }: { figures: readonly MetricView[]; all: readonly MetricView[] }): ReactNode {
  const { say } = useVoice();
  return (
    <>
      <Reasons title={say('notes.provisional')} figures={figures.filter(({ state }) => state === 'provisional')} />
      <Reasons title={say('notes.tooFew')} figures={figures.filter(({ state }) => state === 'too_few')} />
      <Reasons title={say('notes.notMeasurable')} figures={all.filter(({ state }) => state === 'not_measurable')} isNamed />
    </>
  );
}

function Reasons({ title, figures, isNamed = false }: { title: string; figures: readonly MetricView[]; isNamed?: boolean }): ReactNode {
  const { say, has, list } = useVoice();
  const company = useCompany();
  if (figures.length === 0) return null;
  return (
    <div className="note" {...(isNamed ? { 'data-lacking': '' } : {})}>
      <h3>{title}</h3>
      {[...Map.groupBy(figures, ({ reason }) => reason ?? 'too_few')].map(([reason, those]) => {
        const key = `reason.${reason}`;
        return (
          <p key={reason}>
            {say('notes.because', { metrics: list(those.map(({ metric }) => say(`metric.${metric}`))), reason: has(key) ? say(key) : '' })}
            {' '}<Remedy reason={reason} />
          </p>
        );
      })}
      {mayImport(company.role) ? null : isNamed ? <p>{say('firstRun.askAdmin')}</p> : null}
    </div>
  );
}

/** The one thing that would change it, for whoever may do it. */
export function Remedy({ reason }: { reason: string | null }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const remedy = reason === null ? undefined : remedies[reason];
  return remedy && mayImport(company.role) ? <Link href={`/${language}/cockpit/${company.id}/${remedy.to}`}>{say('notes.do', { action: remedy.action })}</Link> : null;
}
