// Every address of the interface in one table: method, path, action. What is not here cannot be reached from outside.
import type { ActionName } from '../../mixins/broker/actions.ts';

export type Limit = 'general' | 'imports' | 'sign-in' | 'reports' | 'webhooks';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parameters as `:name`; `:companyId` is the tenant. */
  path: string;
  action: ActionName;
  status?: number;
  /** Creates something: `Idempotency-Key` is honoured. */
  creates?: true;
  limit?: Limit;
  /** Has a version, told as its ETag; a PUT names the one that it changes with `If-Match`. */
  versioned?: true;
  /** Handled by a door of its own: a body that is a file, or an answer that is a stream. */
  door?: 'upload' | 'text' | 'live' | 'verify' | 'download' | 'sign-in' | 'sign-out' | 'webhook';
  media?: { request?: string; response?: string };
}

const company = '/api/v1/companies/:companyId';

export const routes: readonly Route[] = [
  { method: 'POST', path: '/api/v1/auth/login', action: 'identity.login', door: 'sign-in', limit: 'sign-in' },
  { method: 'POST', path: '/api/v1/auth/refresh', action: 'identity.refresh' },
  { method: 'POST', path: '/api/v1/auth/logout', action: 'identity.logout', door: 'sign-out', status: 204 },
  { method: 'POST', path: '/api/v1/auth/setup', action: 'identity.setup', status: 201, limit: 'sign-in' },
  { method: 'GET', path: '/api/v1/me', action: 'identity.me' },
  { method: 'POST', path: '/api/v1/crashes', action: 'gateway.reportCrash', status: 204 },
  { method: 'GET', path: '/api/v1/companies', action: 'companies.list' },
  { method: 'POST', path: '/api/v1/companies', action: 'companies.create', status: 201, creates: true },
  { method: 'GET', path: company, action: 'companies.get' },
  { method: 'GET', path: `${company}/settings`, action: 'companies.settings', versioned: true },
  { method: 'PUT', path: `${company}/settings`, action: 'companies.changeSettings', versioned: true },
  { method: 'GET', path: `${company}/members`, action: 'identity.members' },
  { method: 'POST', path: `${company}/members`, action: 'identity.addMember', status: 201, creates: true },
  { method: 'PATCH', path: `${company}/members/:userId`, action: 'identity.changeMember' },
  { method: 'DELETE', path: `${company}/members/:userId`, action: 'identity.removeMember', status: 204 },
  { method: 'GET', path: `${company}/api-keys`, action: 'identity.keys' },
  { method: 'POST', path: `${company}/api-keys`, action: 'identity.createKey', status: 201, creates: true },
  { method: 'DELETE', path: `${company}/api-keys/:id`, action: 'identity.revokeKey', status: 204 },
  { method: 'POST', path: `${company}/imports`, action: 'imports.receive', door: 'upload', creates: true, limit: 'imports', media: { request: 'text/csv' } },
  { method: 'GET', path: `${company}/imports`, action: 'imports.list' },
  { method: 'GET', path: `${company}/freshness`, action: 'imports.freshness' },
  { method: 'GET', path: `${company}/imports/kinds`, action: 'imports.kinds' },
  { method: 'GET', path: `${company}/imports/kinds/:kind/sample.csv`, action: 'imports.sample', door: 'text', media: { response: 'text/csv' } },
  { method: 'GET', path: `${company}/imports/:id`, action: 'imports.get' },
  { method: 'DELETE', path: `${company}/imports/:id`, action: 'imports.discard', status: 204 },
  { method: 'POST', path: `${company}/imports/:id/check`, action: 'imports.check' },
  { method: 'POST', path: `${company}/imports/:id/commit`, action: 'imports.commit', status: 202, creates: true },
  { method: 'POST', path: `${company}/imports/:id/undo`, action: 'imports.undo', status: 202, creates: true },
  { method: 'POST', path: `${company}/imports/:id/restore`, action: 'imports.restore', status: 202, creates: true },
  { method: 'GET', path: `${company}/imports/:id/errors.csv`, action: 'imports.errors', door: 'text', media: { response: 'text/csv' } },
  { method: 'GET', path: `${company}/imports/:id/rejected`, action: 'imports.rejected' },
  { method: 'GET', path: `${company}/imports/:id/lines/:line`, action: 'imports.line' },
  { method: 'GET', path: `${company}/import-mappings`, action: 'imports.mappings' },
  { method: 'POST', path: `${company}/import-mappings`, action: 'imports.saveMapping', status: 201, creates: true },
  { method: 'DELETE', path: `${company}/import-mappings/:id`, action: 'imports.removeMapping', status: 204 },
  { method: 'POST', path: '/api/v1/webhooks/:sourceId/:kind', action: 'webhooks.receive', door: 'webhook', status: 202, limit: 'webhooks' },
  { method: 'GET', path: `${company}/webhook-sources`, action: 'webhooks.sources' },
  { method: 'POST', path: `${company}/webhook-sources`, action: 'webhooks.createSource', status: 201, creates: true },
  { method: 'POST', path: `${company}/webhook-sources/:id/rotate`, action: 'webhooks.rotate' },
  { method: 'GET', path: `${company}/webhook-sources/:id/receipts`, action: 'webhooks.receipts' },
  { method: 'POST', path: `${company}/webhook-sources/:id/receipts/:receiptId/replay`, action: 'webhooks.replay', status: 202 },
  { method: 'GET', path: `${company}/metrics`, action: 'impact.metrics' },
  { method: 'GET', path: `${company}/overview`, action: 'impact.overview' },
  { method: 'GET', path: `${company}/metrics/series`, action: 'impact.series' },
  { method: 'GET', path: `${company}/cohorts`, action: 'impact.cohorts' },
  { method: 'GET', path: `${company}/lineage/:id`, action: 'impact.lineage' },
  { method: 'GET', path: `${company}/metric-cards`, action: 'impact.metricCards' },
  { method: 'GET', path: `${company}/value-map`, action: 'impact.valueMap', versioned: true },
  { method: 'PUT', path: `${company}/value-map`, action: 'impact.changeValueMap', versioned: true },
  { method: 'POST', path: `${company}/sroi/what-if`, action: 'impact.sroiWhatIf' },
  { method: 'POST', path: `${company}/vis/what-if`, action: 'impact.visWhatIf' },
  { method: 'GET', path: `${company}/evidence`, action: 'evidence.list' },
  { method: 'GET', path: `${company}/evidence.csv`, action: 'evidence.export', door: 'text', media: { response: 'text/csv' } },
  { method: 'GET', path: `${company}/evidence/export-preview`, action: 'evidence.exportPreview' },
  { method: 'GET', path: `${company}/evidence/:id/similar`, action: 'evidence.similar' },
  { method: 'GET', path: `${company}/evidence/:id`, action: 'evidence.get' },
  { method: 'POST', path: `${company}/redaction/preview`, action: 'evidence.redactionPreview' },
  { method: 'POST', path: `${company}/q2q/preview`, action: 'q2q.preview' },
  { method: 'GET', path: `${company}/reviews`, action: 'reviews.list' },
  { method: 'GET', path: `${company}/reviews/:id`, action: 'reviews.get' },
  { method: 'POST', path: `${company}/reviews/:id`, action: 'reviews.decide' },
  { method: 'GET', path: `${company}/profiles`, action: 'profiles.list' },
  { method: 'GET', path: `${company}/profiles/:id`, action: 'profiles.get' },
  { method: 'GET', path: `${company}/profiles/:id/rows`, action: 'profiles.rows' },
  { method: 'GET', path: `${company}/profiles/:id/candidates`, action: 'profiles.candidates' },
  { method: 'PATCH', path: `${company}/profiles/:id`, action: 'profiles.change' },
  { method: 'POST', path: `${company}/profiles/:id/identities`, action: 'profiles.link', status: 201, creates: true },
  { method: 'POST', path: `${company}/profiles/:id/merge`, action: 'profiles.merge' },
  { method: 'POST', path: `${company}/profiles/:id/unmerge`, action: 'profiles.unmerge' },
  { method: 'GET', path: `${company}/profiles/:id/consents`, action: 'privacy.consents' },
  { method: 'POST', path: `${company}/profiles/:id/consents`, action: 'privacy.recordConsent', status: 201, creates: true },
  { method: 'GET', path: `${company}/funnel`, action: 'profiles.funnel' },
  { method: 'POST', path: `${company}/reports`, action: 'reports.create', status: 202, creates: true },
  { method: 'GET', path: `${company}/reports`, action: 'reports.list' },
  { method: 'GET', path: `${company}/reports/:id`, action: 'reports.get' },
  { method: 'POST', path: `${company}/reports/:id/cancel`, action: 'reports.cancel' },
  { method: 'POST', path: `${company}/reports/:id/decision`, action: 'reports.decide' },
  { method: 'PATCH', path: `${company}/reports/:id/paragraphs/:paragraph`, action: 'reports.editParagraph' },
  { method: 'POST', path: `${company}/reports/:id/exports`, action: 'exports.create', status: 202, creates: true },
  { method: 'GET', path: `${company}/exports/:id`, action: 'exports.get' },
  { method: 'GET', path: '/api/v1/downloads/:token', action: 'exports.download', door: 'download', media: { response: 'application/pdf' } },
  { method: 'POST', path: '/api/v1/verify', action: 'exports.verify', door: 'verify', media: { request: 'application/pdf' } },
  { method: 'GET', path: `${company}/audit`, action: 'audit.list' },
  { method: 'POST', path: `${company}/audit/verify`, action: 'audit.verify' },
  { method: 'GET', path: `${company}/live`, action: 'live.since', door: 'live', media: { response: 'text/event-stream' } },
];
