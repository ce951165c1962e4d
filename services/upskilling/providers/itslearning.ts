// How itslearning's exports are read: Norwegian headers, windows-1252 where the file is not plainly UTF-8, and no column for the
// platform; semicolons and decimal commas are found out. The exact headers are our reading of public descriptions of its reports;
// where an export differs, this file alone changes.
import type { BuiltInMapping, Mapping } from '../../../mixins/importing/mapping.ts';

const form: Mapping = { constants: { provider: 'itslearning' }, dateOrder: 'day-first', encoding: 'windows-1252' };
const learnerAndCourse = { 'E-post': 'user_email', 'Kurs-ID': 'course_id' };

export const itslearning = {
  completions: {
    id: 'itslearning-course-completions', name: 'itslearning: fullførte kurs',
    mapping: { ...form, columns: { ...learnerAndCourse, Kursnavn: 'course_name', 'Fullført dato': 'completed_at', Resultat: 'final_score', 'Kursbevis-ID': 'credential_ref' } },
  },
  credentials: {
    id: 'itslearning-credentials', name: 'itslearning: kursbevis og merker',
    mapping: {
      ...form,
      columns: {
        ...learnerAndCourse, 'Kursbevis-ID': 'credential_id', Kursnavn: 'course_name', Bevistype: 'credential_type', 'Utstedt dato': 'issued_at', 'Gyldig til': 'expires_at',
        Lenke: 'credential_url', Kontrollkode: 'verification_code',
      },
      spellings: { credential_type: { Kursbevis: 'certificate', 'Digitalt merke': 'badge', Vitnemål: 'diploma', Mikrokvalifikasjon: 'micro_credential' } },
    },
  },
  progress: {
    id: 'itslearning-learning-progress', name: 'itslearning: fremdrift',
    mapping: { ...form, columns: { ...learnerAndCourse, 'Fremdrift (%)': 'progress_percent', 'Sist aktiv': 'updated_at' } },
  },
} satisfies Record<string, BuiltInMapping>;
