// How eCornell's exports are read: US dates, a decimal point, and no column for the platform. The exact headers are our reading of
// public descriptions of its reports; where an export differs, this file alone changes.
import type { BuiltInMapping, Mapping } from '../../../mixins/importing/mapping.ts';

const form: Mapping = { constants: { provider: 'ecornell' }, dateOrder: 'month-first' };
const learnerAndCourse = { 'Learner Email': 'user_email', 'Course Code': 'course_id' };

export const ecornell = {
  completions: {
    id: 'ecornell-course-completions', name: 'eCornell: course completions',
    mapping: {
      ...form,
      columns: { ...learnerAndCourse, 'Course Title': 'course_name', 'Completion Date': 'completed_at', 'Final Grade': 'final_score', 'Certificate ID': 'credential_ref' },
    },
  },
  credentials: {
    id: 'ecornell-credentials', name: 'eCornell: certificates and badges',
    mapping: {
      ...form,
      columns: {
        ...learnerAndCourse, 'Certificate ID': 'credential_id', 'Course Title': 'course_name', 'Certificate Type': 'credential_type', 'Issue Date': 'issued_at',
        'Expiration Date': 'expires_at', 'Certificate URL': 'credential_url', 'Verification Code': 'verification_code',
      },
      spellings: {
        credential_type: {
          'Professional Certificate': 'certificate', 'Course Certificate': 'certificate', 'Certificate of Completion': 'certificate', 'Digital Badge': 'badge',
          'Executive Diploma': 'diploma', Microcredential: 'micro_credential',
        },
      },
    },
  },
  progress: {
    id: 'ecornell-learning-progress', name: 'eCornell: learning progress',
    mapping: { ...form, columns: { ...learnerAndCourse, 'Percent Complete': 'progress_percent', 'Last Activity': 'updated_at' } },
  },
} satisfies Record<string, BuiltInMapping>;
