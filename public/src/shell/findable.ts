// Everything that the palette knows of: the role's pages, the figures and files that were read already, people by pseudonym, and what can be done.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { programmes } from '../../../channels/vocabulary.ts';
import { calledBy, pseudonymOf } from '../screens/people/pseudonym.ts';
import { useCompany } from './company.ts';
import type { Found } from './found.ts';
import { ofCompany, read, write, type ImportView, type List, type OverviewAnswer, type ProfileSummary } from './interface.ts';
import { useSingleKeys } from './keys.ts';
import { placesOf } from './places.ts';
import { languageNames, languageOrder } from './rail.tsx';
import { mayImport, mayReadPeople, maySettle, mayWriteReports, useSignOut } from './session.ts';
import { themes, useTheme } from './theme.ts';
import { useVoice } from './words.tsx';

const mostPeople = 6;
/** Shorter than this a pseudonym says nothing. */
const leastTyped = 2;

export function useFindable(typed: string): Found[] {
  const company = useCompany();
  const pages = usePages();
  const figures = useFigures();
  const files = useFiles();
  const people = usePeopleCalled(typed);
  const actions = useActions();
  return useMemo(() => (company.role === 'participant' ? actions : [...pages, ...figures, ...files, ...people, ...actions]), [company.role, pages, figures, files, people, actions]);
}

function useBase(): string {
  const { language } = useVoice();
  return `/${language}/cockpit/${useCompany().id}`;
}

function usePages(): Found[] {
  const { say } = useVoice();
  const { role } = useCompany();
  const base = useBase();
  const [areOn] = useSingleKeys();
  return useMemo(() => [
    ...placesOf(role).map(({ to, words, group, key }): Found => ({ id: to.replace('/', '-'), group: 'page', words: say(words), detail: say(group), does: `${base}/${to}`, ...(key && areOn ? { keys: `g ${key}` } : {}) })),
    ...programmes.map((programme): Found => ({ id: `overview-${programme}`, group: 'page', words: `${say('overview.name')}, ${say('filter.programmeName', { programme })}`, does: `${base}/overview?programme=${programme}` })),
  ], [say, role, base, areOn]);
}

/** The newest overview that was read: its figures, each with its walk. */
function useFigures(): Found[] {
  const { say, figure, period, unitOf } = useVoice();
  const company = useCompany();
  const base = useBase();
  const cache = useQueryClient();
  const answers = cache.getQueryCache().findAll({ queryKey: ['company', company.id, 'overview'] }).filter(({ state }) => state.data !== undefined).toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  const newest = answers[0]?.state.data as OverviewAnswer | undefined;
  const { data = newest } = useQuery({ queryKey: ['company', company.id, 'overview', 'programme=all'], queryFn: ({ signal }) => read<OverviewAnswer>(ofCompany(company.id, 'overview?programme=all'), signal), enabled: newest === undefined && company.role !== 'participant' });
  return useMemo(() => (data?.figures ?? []).map((one): Found => ({
    id: one.metric, group: 'figure', words: say(`metric.${one.metric}`),
    detail: `${one.value === null ? say(`state.${one.state}`) : figure(one.value, unitOf(one))}, ${period(data?.period ?? '')}`,
    does: `${base}/overview?period=${one.period}&programme=${one.programme}&walk=${one.id}`,
  })), [data, say, figure, period, unitOf, base]);
}

function useFiles(): Found[] {
  const { say, date } = useVoice();
  const company = useCompany();
  const base = useBase();
  const { data } = useQuery({
    queryKey: ['company', company.id, 'imports', 'waiting'], enabled: mayImport(company.role),
    queryFn: ({ signal }) => read<List<ImportView>>(ofCompany(company.id, 'imports?limit=50'), signal),
  });
  return useMemo(() => (data?.items ?? []).map(({ id, fileName, kind, createdAt }): Found => ({ id, group: 'import', words: fileName, detail: `${say(`kind.${kind}`)}, ${date(createdAt, 'short-day')}`, does: `${base}/imports/${id}` })), [data, say, date, base]);
}

/** By the pseudonym alone: a name is asked for on the page of a person, and written down there. */
function usePeopleCalled(typed: string): Found[] {
  const { say } = useVoice();
  const company = useCompany();
  const base = useBase();
  const called = calledBy(typed);
  const isPseudonym = called !== undefined && called.length >= leastTyped && /^[0-9a-f-]+$/.test(called);
  const { data } = useQuery({
    queryKey: ['company', company.id, 'profiles', 'called', called], enabled: isPseudonym && mayReadPeople(company.role),
    queryFn: ({ signal }) => read<List<ProfileSummary>>(ofCompany(company.id, `profiles?called=${encodeURIComponent(called ?? '')}&limit=${mostPeople}`), signal),
  });
  return useMemo(() => (isPseudonym ? data?.items ?? [] : []).map(({ id, stage }): Found => ({ id, group: 'person', words: pseudonymOf(id), detail: say('people.stageName', { stage: stage ?? 'none' }), does: `${base}/people/${id}`, isAnswer: true })), [data, isPseudonym, say, base]);
}

function useActions(): Found[] {
  const { say, language, period } = useVoice();
  const company = useCompany();
  const base = useBase();
  const [location] = useLocation();
  const [theme, setTheme] = useTheme();
  const [areOn, setOn] = useSingleKeys();
  const signOut = useSignOut();
  const cache = useQueryClient();
  const likely = cache.getQueryData<OverviewAnswer>(['company', company.id, 'overview', 'programme=all'])?.period;
  return useMemo(() => [
    ...(mayWriteReports(company.role) && likely !== undefined ? [{
      id: 'write-report', group: 'action', words: say('reports.write', { period: period(likely), programme: 'all' }),
      does: ({ go }) => { void write<{ id: string }>('POST', ofCompany(company.id, 'reports'), { template: 'quarterly', period: likely, language }).then(({ id }) => go(`${base}/reports/${id}`), () => go(`${base}/reports`)); },
    } satisfies Found] : []),
    ...(mayImport(company.role) ? [{ id: 'bring', group: 'action', words: say('firstRun.bring'), does: `${base}/imports` } satisfies Found] : []),
    ...(maySettle(company.role) ? [{ id: 'invite', group: 'action', words: say('firstRun.invite'), does: `${base}/settings/members` } satisfies Found, { id: 'webhook', group: 'action', words: say('firstRun.webhook'), does: `${base}/settings/webhooks` } satisfies Found] : []),
    ...themes.filter((choice) => choice !== theme).map((choice): Found => ({ id: `theme-${choice}`, group: 'action', words: `${say('shell.theme')}: ${say('shell.themeName', { theme: choice })}`, does: () => setTheme(choice) })),
    ...languageOrder.filter((choice) => choice !== language).map((choice): Found => ({ id: `language-${choice}`, group: 'action', words: languageNames[choice], detail: say('shell.language'), does: location.replace(/^\/\w\w/, `/${choice}`) + window.location.search })),
    { id: 'keys', group: 'action', words: say(areOn ? 'jump.keysOff' : 'jump.keysOn'), does: () => setOn(!areOn) },
    { id: 'companies', group: 'action', words: say('companies.open'), does: `/${language}/cockpit` },
    { id: 'sign-out', group: 'action', words: say('shell.signOut'), does: () => { void signOut(); } },
  ], [company, say, language, period, base, location, theme, setTheme, areOn, setOn, signOut, likely]);
}
