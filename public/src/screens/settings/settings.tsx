// The settings of a company, for its admins: what it is, who may see what, what systems send. One part a page.
import type { ReactNode } from 'react';
import { Link, Redirect } from 'wouter';
import { NoPermission } from '../../parts/no-permission.tsx';
import { useCompany, useDocumentTitle } from '../../shell/company.ts';
import { LiveMark } from '../../shell/live.tsx';
import { settingsParts } from '../../shell/places.ts';
import { maySettle } from '../../shell/session.ts';
import { useVoice } from '../../shell/words.tsx';
import { CompanyPart } from './company.tsx';
import { MembersPart } from './members.tsx';
import { ValueMapPart } from './value-map.tsx';
import { WebhooksPart } from './webhooks.tsx';

const pages = { company: CompanyPart, 'value-map': ValueMapPart, members: MembersPart, webhooks: WebhooksPart } as const;

export default function Settings({ part: asked }: { part: string | undefined }): ReactNode {
  const { say, language } = useVoice();
  const company = useCompany();
  const part = settingsParts.find((known) => known === asked);
  const base = `/${language}/cockpit/${company.id}/settings`;
  useDocumentTitle(`${say(part ? `settings.${part}` : 'shell.settings')} · ${company.name}`);
  if (!maySettle(company.role)) return <NoPermission title={say('settings.forAdmins')}>{say('settings.forAdminsWhy', { role: say('shell.role', { role: company.role }) })}</NoPermission>;
  if (!part) return <Redirect to={`${base}/company`} replace />;
  const Page = pages[part];
  return (
    <>
      <div className="bar-top">
        <nav className="seg" aria-label={say('settings.parts')}>{settingsParts.map((known) => <Link key={known} href={`${base}/${known}`} {...(known === part ? { 'aria-current': 'page' as const } : {})}>{say(`settings.${known}`)}</Link>)}</nav>
        <div className="push"><LiveMark /></div>
      </div>
      <div className="page"><Page /></div>
    </>
  );
}
