// Who is signed in and what the role may do here. The server decides; this only spares people doors that would not open.
import { queryOptions, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { Role } from '../../../channels/vocabulary.ts';
import { read, Refusal, write, type CompanyRow, type Me } from './interface.ts';
import { useVoice } from './words.tsx';

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => read<Me>('/me', signal) });
export const companiesQuery = queryOptions({ queryKey: ['companies'], queryFn: async ({ signal }) => (await read<{ items: CompanyRow[] }>('/companies', signal)).items });

export function useMe(): UseQueryResult<Me> {
  return useQuery(meQuery);
}

export function useCompanies(): UseQueryResult<CompanyRow[]> {
  return useQuery(companiesQuery);
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refusal && error.status === 401;
}

export function mayImport(role: Role | undefined): boolean {
  return maySettle(role);
}

/** Who is a member, which keys there are, what sends webhooks. */
export function maySettle(role: Role | undefined): boolean {
  return role === 'company_admin' || role === 'platform_admin';
}

/** People's journeys, by pseudonym. */
export function mayReadPeople(role: Role | undefined): boolean {
  return maySettle(role) || role === 'analyst' || role === 'reviewer';
}

/** What participants said, redacted. The operator sees no text of any company. */
export function mayReadEvidence(role: Role | undefined): boolean {
  return role === 'company_admin' || role === 'analyst' || role === 'reviewer';
}

/** Sets flags, links ids, merges profiles. */
export function mayChangePeople(role: Role | undefined): boolean {
  return maySettle(role);
}

/** Decides what becomes of a flagged text. */
export function mayDecide(role: Role | undefined): boolean {
  return maySettle(role) || role === 'reviewer';
}

export function mayReadNames(role: Role | undefined): boolean {
  return role === 'company_admin';
}

export function mayWriteReports(role: Role | undefined): boolean {
  return role === 'company_admin' || role === 'analyst' || role === 'platform_admin';
}

/** Takes a file of a report along: it carries quotations, so not the operator. */
export function mayExport(role: Role | undefined): boolean {
  return role === 'company_admin' || role === 'analyst';
}

export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  const [, go] = useLocation();
  const { language } = useVoice();
  return useCallback(async () => {
    await write('POST', '/auth/logout').catch(() => undefined);
    cache.clear();
    go(`/${language}/sign-in`);
  }, [cache, go, language]);
}
