// What the cockpit makes of an import's live events: they may come after an answer that is newer.
import { followed } from '../../public/src/shell/followed.ts';
import type { ImportView } from '../../public/src/shell/interface.ts';

const counts = (total: number): ImportView['counts'] => ({ total, created: total, updated: 0, unchanged: 0, rejected: 0, waiting: 0 });
const view = (state: ImportView['state'], total: number): ImportView => ({
  id: '01900000-0000-7000-8000-000000000001', kind: 'kintell-mentorship', state, fileName: 'a.csv', bytes: 1, sha256: '', createdAt: '2026-09-01T00:00:00Z', finishedAt: null, undoUntil: null, counts: counts(total),
  columns: [], sample: [], problems: [], encoding: null, delimiter: null, linesDone: 0, reason: null, mapping: null, scale: null, mended: 0,
});

test.each(['done', 'failed', 'undone'] as const)('progress that comes late leaves a file that is %s as it is: what somebody types beside it is not taken away', (state) => {
  const known = view(state, 90);
  expect(followed(known, 'running', counts(40))).toBe(known);
});

test('a load that goes on is followed, and so is its end and its undoing', () => {
  expect(followed(view('queued', 0), 'running', counts(40))).toMatchObject({ state: 'running', counts: { total: 40 } });
  expect(followed(view('preview', 0), 'running', counts(40))).toMatchObject({ state: 'running' });
  expect(followed(view('running', 40), 'done', counts(90))).toMatchObject({ state: 'done', counts: { total: 90 } });
  expect(followed(view('done', 90), 'undone', counts(90))).toMatchObject({ state: 'undone' });
});
