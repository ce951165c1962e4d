// The company whose cockpit this is, for every part below the rail.
import { createContext, use, useEffect } from 'react';
import type { CompanyRow } from './interface.ts';

export const CompanyContext = createContext<CompanyRow | null>(null);

export function useCompany(): CompanyRow {
  const company = use(CompanyContext);
  if (!company) throw new Error('no company above this part');
  return company;
}

export function useDocumentTitle(title: string): void {
  useEffect(() => { document.title = title; }, [title]);
}
