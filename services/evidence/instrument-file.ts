// The file of questionnaire scores: its columns, and what one line tells. Answers and total must say the same. Pure.
import type { Instrument } from '../../channels/vocabulary.ts';
import { readChoice, type Read } from '../../mixins/importing/cells.ts';
import { column } from '../../mixins/importing/file.ts';
import type { RowReader } from '../../mixins/importing/row-reader.ts';
import type { FileKind } from '../../mixins/rows/file-kind.ts';
import { forms, scoreMicroOf, totalsOf, type Form, type InstrumentScore } from './instrument.ts';

export const instrumentFile: FileKind<InstrumentScore> = {
  kind: 'instrument-scores',
  columns: [
    column('person_email', ['person', 'email', 'participant_email', 'epost', 'deltaker_epost', 'особа', 'пошта', 'електронна_пошта', 'учасник', 'пошта_учасника', 'email_учасника'], true, 'participant', 'one e-mail address', 'olena@example.org'),
    column('instrument', ['questionnaire', 'skjema', 'spørreskjema', 'опитувальник', 'анкета'], true, null, 'IPL-12 or WHO-5', 'WHO-5'),
    column('taken_on', ['date', 'taken_at', 'completed_on', 'dato', 'besvart', 'дата', 'дата_заповнення'], true, null, 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY', '2026-09-17'),
    column('items', ['answers', 'responses', 'svar', 'відповіді'], false, 'participant', 'every answer, separated by |: WHO-5 five of 0 to 5, IPL-12 twelve of 1 to 5', '4|3|4|3|4'),
    column('total', ['sum', 'raw_score', 'total_score', 'poengsum', 'råskår', 'сума', 'сума_балів'], false, 'participant', 'the sum of the answers: WHO-5 0 to 25, IPL-12 12 to 60; needed without them', '18'),
  ],
  check: readScore,
};

const spellings: Readonly<Record<string, Instrument>> = { ipl_12: 'IPL-12', ipl12: 'IPL-12', who_5: 'WHO-5', who5: 'WHO-5' };

function readScore(reader: RowReader): ReturnType<FileKind<InstrumentScore>['check']> {
  const participantId = reader.email('person_email');
  const instrument = reader.required('instrument', (text) => readChoice(text, spellings, 'choice'));
  const takenOn = reader.date('taken_on');
  // What may stand in the other cells depends on the instrument.
  if (instrument === undefined) return undefined;
  const form = forms[instrument];
  const { least, most } = totalsOf(form);
  const items = reader.optional('items', (text) => readItems(text, form));
  const told = reader.number('total', { min: least, max: most, integer: true, problem: 'number_range' });
  const total = told ?? items?.reduce((sum, item) => sum + item, 0);
  if (items != null && told != null && items.reduce((sum, item) => sum + item, 0) !== told) reader.wrong('items', 'items');
  if (total === undefined && !reader.problems.some(({ column: name }) => name === 'items' || name === 'total')) reader.wrong('items', 'items');
  if (reader.problems.length > 0 || participantId === undefined || takenOn === undefined || total === undefined) return undefined;
  return {
    key: '', people: { participantId }, words: { items: items?.join('|') ?? (items === null ? null : undefined) },
    values: { participantId: undefined, instrument, takenOn, total, scoreMicro: scoreMicroOf(form, total) },
  };
}

function readItems(text: string, { items, low, high }: Form): Read<number[]> {
  const cells = text.split('|').map((cell) => cell.trim());
  const answers = cells.filter((cell) => /^\d$/.test(cell)).map(Number).filter((answer) => answer >= low && answer <= high);
  return cells.length === items && answers.length === items ? { value: answers } : { problem: 'items' };
}
