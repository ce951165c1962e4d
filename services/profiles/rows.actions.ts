// What happened to one participant, row by row, each with the line or webhook that told it. The rows are the ledger's; whose they are is known here.
import { dimensions, type Dimension } from '../../channels/vocabulary.ts';
import { action } from '../../mixins/broker/actions.ts';
import { survivorOf } from './profile.store.ts';

/** `dimension` and `value` (0 to 1) are of scores; `with` is the volunteer. */
export interface PersonRowView {
  table: string; id: string; measure: string; dimension: Dimension | null; programme: string | null; date: string; toDate: string | null; status: string | null; minutes: number | null; value: number | null;
  with: string | null; importId: string | null; file: string | null; line: number | null; webhookId: string | null;
}

export const rowsActions = {
  rows: action({
    summary: 'What happened to one participant, the latest first: each row with its programme, its volunteer, and the line or webhook that told it',
    access: 'profiles:read',
    params: { id: { type: 'uuid' }, after: { type: 'string', max: 2_000, optional: true }, limit: { type: 'number', integer: true, min: 1, max: 500, optional: true } },
    async handler(ctx): Promise<{ items: PersonRowView[]; next: string | null }> {
      const { id, after, limit = 50 } = ctx.params;
      const { members } = await ctx.read((tx) => survivorOf(tx, id));
      const { items, next } = await ctx.ask('impact.personRows', { people: members, limit, ...(after === undefined ? {} : { after }) });
      const files = await ctx.ask('imports.names', { ids: [...new Set(items.flatMap(({ importId }) => importId ?? []))] });
      const fileOf = new Map(files.items.map((file) => [file.id, file.fileName]));
      return {
        items: items.map(({ measure: told, valueMicro, volunteerId, importId, receiptId, key: _key, ...row }) => {
          const dimension = dimensions.find((one) => told === `score:${one}`) ?? null;
          return {
            ...row, measure: dimension ? 'score' : told, dimension, value: valueMicro === null ? null : valueMicro / 1e6, with: volunteerId,
            importId, file: importId === null ? null : fileOf.get(importId) ?? null, webhookId: receiptId,
          };
        }),
        next,
      };
    },
  }),
};
