// Which reports were opened in this browser: ids and periods, nothing of their content.
export interface KnownReport { id: string; period: string; begunAt: string }

const mostKept = 20;
const keyOf = (companyId: string): string => `cockpit.reports.${companyId}`;

export function knownReports(companyId: string): KnownReport[] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(companyId)) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept as KnownReport[] : [];
  } catch {
    return [];
  }
}

export function rememberReport(companyId: string, report: KnownReport): void {
  const others = knownReports(companyId).filter(({ id }) => id !== report.id);
  const before = knownReports(companyId).find(({ id }) => id === report.id);
  localStorage.setItem(keyOf(companyId), JSON.stringify([before ?? report, ...others].slice(0, mostKept)));
}
