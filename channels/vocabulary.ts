// The words that several rooms and the cockpit share: programmes, kinds of file, metrics, roles, live events.
// Only lists and their types; no behaviour.

export const programmes = ['buddy', 'language', 'mentorship', 'upskilling'] as const;
export type Programme = (typeof programmes)[number];

export const roles = ['platform_admin', 'company_admin', 'analyst', 'reviewer', 'viewer', 'participant'] as const;
export type Role = (typeof roles)[number];

/** What an API key may be made for: never members, keys, names or decisions. */
export const keyScopes = ['metrics:read', 'evidence:read', 'imports:write', 'reports:read', 'reports:write', 'webhooks:admin'] as const;
export type KeyScope = (typeof keyScopes)[number];

export const languages = ['en', 'uk', 'no'] as const;
export type Language = (typeof languages)[number];

/** Kinds of file and the room that reads each. */
export const importKinds = {
  'kintell-mentorship': 'kintell', 'kintell-language': 'kintell', 'kintell-combined': 'kintell',
  'programme-costs': 'companies', roster: 'companies', employment: 'profiles', 'instrument-scores': 'evidence',
  'course-completions': 'upskilling', credentials: 'upskilling', 'learning-progress': 'upskilling',
  'buddy-matches': 'buddy', 'buddy-events': 'buddy', 'buddy-checkins': 'buddy', 'buddy-feedback': 'buddy',
} as const;
export type ImportKind = keyof typeof importKinds;
/** Kinds whose natural key may name a person: whoever may not read the cell is not shown the key either. */
export const personalKeyKinds: readonly ImportKind[] = ['roster'];
export const importKindNames = Object.keys(importKinds) as ImportKind[];
/** What a file can be told to be where it does not say so itself. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'koi8-u'] as const;
export type Encoding = (typeof encodings)[number];
export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** Who sends webhooks, and what of. */
export const webhookKinds = {
  kintell: ['session', 'rating'], buddy: ['match', 'event', 'checkin', 'feedback'], upskilling: ['progress', 'completion', 'credential'],
} as const;
export type WebhookProvider = keyof typeof webhookKinds;
export const webhookProviders = Object.keys(webhookKinds) as WebhookProvider[];

export const importStates = ['preview', 'queued', 'running', 'done', 'failed', 'undone'] as const;
export type ImportState = (typeof importStates)[number];
/** What a list of imports can be narrowed to: set aside are those with rejected rows, held those with rows that wait. */
export const importFilters = ['running', 'set-aside', 'held', 'checked', 'undone'] as const;
export type ImportFilter = (typeof importFilters)[number];

export const dimensions = ['confidence', 'belonging', 'lang_level_proxy', 'job_readiness', 'well_being'] as const;
export type Dimension = (typeof dimensions)[number];

/** In the order in which they were added: metric ids name their places. */
export const metrics = [
  'participants', 'volunteers', 'volunteer_hours', 'sessions_completed', 'completion_rate', 'rating_mean', 'confidence', 'sessions_scheduled', 'no_shows', 'matches_active', 'matches_ended',
  'checkins', 'courses_completed', 'credentials', 'placements', 'participation_rate', 'belonging', 'lang_level_proxy', 'job_readiness', 'well_being',
  'confidence_change', 'belonging_change', 'lang_level_proxy_change', 'job_readiness_change', 'well_being_change', 'sroi', 'sroi_company', 'vis',
] as const;
export type Metric = (typeof metrics)[number];
/** Made of other figures, each with a walk of its own. */
export const composites = ['sroi', 'sroi_company', 'vis'] as const satisfies readonly Metric[];
export type Composite = (typeof composites)[number];

export const metricStates = ['measured', 'provisional', 'too_few', 'not_measurable'] as const;
export type MetricState = (typeof metricStates)[number];

export const sessionStatuses = ['scheduled', 'completed', 'cancelled', 'no_show', 'unreported'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export const hoursStates = ['reported', 'confirmed', 'rejected'] as const;
export type HoursState = (typeof hoursStates)[number];

export const costKinds = ['cash', 'in_kind', 'management'] as const;
export type CostKind = (typeof costKinds)[number];

/** Validated questionnaires whose scores are taken in. */
export const instruments = ['IPL-12', 'WHO-5'] as const;
export type Instrument = (typeof instruments)[number];
export const learningProviders = ['ecornell', 'itslearning'] as const;
export type LearningProvider = (typeof learningProviders)[number];
export const credentialTypes = ['certificate', 'badge', 'diploma', 'micro_credential'] as const;
export type CredentialType = (typeof credentialTypes)[number];
export const matchStatuses = ['active', 'paused', 'ended'] as const;
export type MatchStatus = (typeof matchStatuses)[number];
export const moods = ['great', 'good', 'okay', 'struggling', 'difficult'] as const;
export type Mood = (typeof moods)[number];
/** The two of a buddy pair. */
export const pairRoles = ['participant', 'buddy'] as const;
export type PairRole = (typeof pairRoles)[number];

/** What a participant's way goes through, in its order; employment is no programme. */
export const journeyStages = ['buddy', 'language', 'upskilling', 'mentorship', 'employment'] as const;
export type JourneyStage = (typeof journeyStages)[number];
export const journeyFlags = [
  'is_buddy_matched', 'has_completed_language', 'has_completed_course', 'mentor_ready', 'follow_up_needed', 'language_support_needed', 'job_ready',
] as const;
export type JourneyFlag = (typeof journeyFlags)[number];
/** Systems whose own ids of people can be linked to a profile. */
export const identitySystems = ['kintell', 'discord', 'buddy', 'upskilling'] as const;
export type IdentitySystem = (typeof identitySystems)[number];

/** What a text may be held back for, and how grave that is. */
export const safetyCategories = ['self_harm', 'harassment', 'exploitation', 'contact_exchange', 'hate', 'crisis'] as const;
export type SafetyCategory = (typeof safetyCategories)[number];
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];
/** Whose words are screened: the rooms' rows that people write in. */
export const flaggedSources = ['kintell.session', 'kintell.rating', 'buddy.match', 'buddy.event', 'buddy.checkin', 'buddy.feedback'] as const;
export type FlaggedSource = (typeof flaggedSources)[number];
/** What people are asked for: whether sentences of theirs may be shown and quoted, redacted and without a name. */
export const consentPurposes = ['quotation'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
export const reviewKinds = ['safety', 'score'] as const;
export type ReviewKind = (typeof reviewKinds)[number];
export const reviewDecisions = ['approve', 'correct', 'reject'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];
/** `superseded`: its words were corrected or withdrawn before anybody decided. */
export const reviewStates = ['open', 'approved', 'corrected', 'rejected', 'superseded'] as const;
export type ReviewState = (typeof reviewStates)[number];
export const reviewStateOf: Readonly<Record<ReviewDecision, ReviewState>> = { approve: 'approved', correct: 'corrected', reject: 'rejected' };

export const liveEvents = ['metrics', 'import', 'report', 'export', 'delivery', 'flag', 'reset'] as const;
export type LiveEvent = (typeof liveEvents)[number];
