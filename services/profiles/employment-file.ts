// The file that tells of jobs participants began: its columns, and what one line tells. Pure.
import { readEmail } from '../../mixins/importing/cells.ts';
import { column } from '../../mixins/importing/file.ts';
import type { RowReader } from '../../mixins/importing/row-reader.ts';
import type { FileKind } from '../../mixins/rows/file-kind.ts';
import type { Employment } from './employment.ts';

export const employmentFile: FileKind<Employment> = {
  kind: 'employment',
  columns: [
    column('participant_email', ['participant', 'deltaker', 'deltaker_epost', 'учасник', 'пошта_учасника', 'email_учасника'], true, 'participant', 'one e-mail address', 'olena@example.org'),
    column('started_on', ['start_date', 'started', 'startdato', 'ansatt_fra', 'дата_початку', 'початок', 'початок_роботи'], true, null, 'ISO 8601, YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY', '2026-09-01'),
    column('employer_sector', ['sector', 'industry', 'sektor', 'bransje', 'сектор', 'галузь'], false, null, 'up to 120 characters', 'Health care'),
    column('role', ['job_title', 'position', 'stilling', 'rolle', 'посада'], false, 'participant', 'up to 120 characters', 'Nursing assistant'),
    column('hours_per_week', ['weekly_hours', 'hours', 'timer_per_uke', 'ukentlige_timer', 'годин_на_тиждень', 'години_на_тиждень', 'тижневі_години'], false, null, '0 to 80, with decimals', '37.5'),
    column('volunteer_email', ['volunteer', 'mentor_email', 'mentor', 'frivillig', 'frivillig_epost', 'волонтер', 'пошта_волонтера', 'email_волонтера', 'ментор', 'пошта_ментора', 'email_ментора'], false, 'volunteer', 'one e-mail address, not the participant’s', 'kari@aurora.example'),
  ],
  check: readEmployment,
};

function readEmployment(reader: RowReader): ReturnType<FileKind<Employment>['check']> {
  const participantId = reader.email('participant_email');
  const startedOn = reader.date('started_on');
  const employerSector = reader.label('employer_sector', 120);
  const role = reader.words('role', 120);
  const hoursPerWeek = reader.number('hours_per_week', { min: 0, max: 80, problem: 'number_range' });
  const volunteerId = reader.optional('volunteer_email', readEmail);
  if (participantId !== undefined && participantId === volunteerId) reader.wrong('volunteer_email', 'same_person');
  if (reader.problems.length > 0 || participantId === undefined || startedOn === undefined) return undefined;
  return {
    key: '', people: { participantId, ...(volunteerId == null ? {} : { volunteerId }) }, words: { role },
    values: {
      participantId: undefined, volunteerId: volunteerId === null ? null : undefined, startedOn, employerSector, hoursPerWeek,
      minutesPerWeek: hoursPerWeek == null ? hoursPerWeek : Math.round(hoursPerWeek * 60),
    },
  };
}
