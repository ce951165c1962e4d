// What learning platforms' rows tell the house: courses, credentials and progress as they stand after the change, compared by `change`.
import { rowItem } from './row-item.ts';
import { credentialTypes, learningProviders } from './vocabulary.ts';

const row = {
  ...rowItem,
  programme: { type: 'enum', values: ['upskilling'] },
  participantId: { type: 'uuid' },
  provider: { type: 'enum', values: learningProviders },
  courseId: { type: 'string' },
} as const;

const course = { ...row, scoreMicro: { type: 'number', integer: true, nullable: true } } as const;
const credential = { ...row, credentialType: { type: 'enum', values: credentialTypes }, textId: { type: 'uuid', nullable: true } } as const;
const progress = { ...row, progressMicro: { type: 'number', integer: true } } as const;

export const upskillingEvents = {
  'upskilling.course.completed': { version: 1, item: course },
  'upskilling.course.corrected': { version: 1, item: course },
  'upskilling.course.withdrawn': { version: 1, item: course },
  'upskilling.credential.issued': { version: 1, item: credential },
  'upskilling.credential.corrected': { version: 1, item: credential },
  'upskilling.credential.withdrawn': { version: 1, item: credential },
  'upskilling.progress.updated': { version: 1, item: progress },
  'upskilling.progress.corrected': { version: 1, item: progress },
  'upskilling.progress.withdrawn': { version: 1, item: progress },
} as const;
