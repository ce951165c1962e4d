// Kintell files for tests: rows from a short description, in the columns of the source system.
export interface SessionLine {
  id: string; participant?: string; mentor?: string; scheduled?: string; completed?: string; minutes?: number | ''; rating?: number | ''; feedback?: string; status?: string;
}

export function mentorshipCsv(lines: readonly SessionLine[]): string {
  const header = 'session_id,participant_email,mentor_email,scheduled_at,completed_at,duration_minutes,rating,feedback_text,status';
  const quoted = (value: string | number): string => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  return [header, ...lines.map((line) => [
    line.id, line.participant ?? 'p1@people.example', line.mentor ?? 'm1@aurora.example', line.scheduled ?? '2026-08-10T10:00:00Z', line.completed ?? line.scheduled ?? '2026-08-10T11:00:00Z',
    line.minutes ?? 60, line.rating ?? '', line.feedback ?? '', line.status ?? '',
  ].map(quoted).join(','))].join('\n');
}

/** Many completed sessions over a span of people and days of one quarter. */
export function manySessions(count: number, { prefix = 'KS', people = 20, mentors = 7, year = 2026, month = 7 } = {}): SessionLine[] {
  return Array.from({ length: count }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, '0');
    const at = `${year}-${String(month + (index % 3)).padStart(2, '0')}-${day}T10:00:00Z`;
    return { id: `${prefix}-${index}`, participant: `p${index % people}@people.example`, mentor: `m${index % mentors}@aurora.example`, scheduled: at, completed: at, minutes: 30 + (index % 4) * 15, rating: (index % 5) + 1 };
  });
}
