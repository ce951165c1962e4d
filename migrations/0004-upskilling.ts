// What learning platforms report: courses completed, credentials issued, progress; and mappings that a company saves for its files.
import { sourceTable, tenantTable } from './tables.ts';

const course = 'participant_id uuid not null, provider text not null, course_id text not null';

// The mapping as JSON text: its headers stay in the order of the file.
const mappings = tenantTable({
  name: 'import_mappings', key: 'id', app: 'select, insert',
  columns: 'id uuid not null, name text not null, kind text not null, mapping json not null, created_at timestamptz not null',
  after: 'create unique index import_mappings_by_name on import_mappings (tenant_id, kind, name); -- two of one name could not be told apart',
});

export default {
  up: `
    create sequence upskilling_changes;
    grant usage, select on sequence upskilling_changes to cockpit_app;
    ${sourceTable('course_completions', 'completion_key', `${course}, course_name text not null, completed_at timestamptz not null, local_date date not null, final_score numeric,
      final_score_micro int, credential_ref text`)}
    ${sourceTable('credentials', 'credential_id', `${course}, course_name text not null, credential_type text not null, issued_at timestamptz not null, local_date date not null,
      expires_at timestamptz`)}
    ${sourceTable('learning_progress', 'progress_key', `${course}, progress_percent numeric not null, progress_micro int not null, updated_at timestamptz not null, local_date date not null`)}
    ${mappings}`,
  down: `
    drop table import_mappings;
    drop table learning_progress;
    drop table credentials;
    drop table course_completions;
    drop sequence upskilling_changes;`,
};
