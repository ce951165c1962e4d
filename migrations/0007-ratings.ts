// Ratings that come apart from their session.
import { sourceTable } from './tables.ts';

export default {
  up: sourceTable('kintell_ratings', 'rating_key', `session_key text not null, programme text not null, participant_id uuid not null, volunteer_id uuid not null, local_date date not null,
    rated_at timestamptz not null, rating_raw numeric, rating_low numeric, rating_high numeric, rating_micro int`),
  down: 'drop table kintell_ratings;',
};
