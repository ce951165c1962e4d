// What may be asked about how a company's files are read. A part of the actor `imports`; the mappings of the house come from the rooms that read the files.
import { action } from '../../mixins/broker/actions.ts';
import { newId } from '../kernel/ids.ts';
import { deleteMapping, insertMapping, listMappings } from './mapping.store.ts';
import { mappingParams, mappingView, readMapping, viewOfMapping, type MappingView } from './mapping.ts';
import { kindCard, readingRooms } from './reading-room.ts';

export const mappingActions = {
  mappings: action({
    summary: 'Mappings that can be named when a file is sent: those that come with the house, then the company’s own',
    access: 'imports:read',
    params: {},
    returns: { items: { type: 'array', items: { type: 'object', props: mappingView } } },
    async handler(ctx): Promise<{ items: MappingView[] }> {
      const builtIn = await Promise.all(readingRooms.map((room) => ctx.ask(`${room}.mappings`, {})));
      const own = await ctx.read((tx) => listMappings(tx));
      return { items: [...builtIn.flatMap(({ items }) => items), ...own].map(viewOfMapping) };
    },
  }),

  saveMapping: action({
    summary: 'Keeps how files of one kind are read: columns by header, fixed values, spellings, scale, dates, encoding',
    access: 'imports:write',
    changes: 'import_mapping',
    params: mappingParams,
    returns: mappingView,
    async handler(ctx): Promise<MappingView> {
      const { name, kind } = ctx.params;
      const mapping = readMapping(ctx.params, (await kindCard(ctx, kind)).columns);
      const saved = { id: newId(), name, kind, mapping, createdAt: new Date(ctx.house.clock.nowMs()).toISOString() };
      await ctx.change(async (tx) => {
        await insertMapping(tx, saved);
        tx.note(saved.id, { kind });
      });
      return viewOfMapping(saved);
    },
  }),

  removeMapping: action({
    summary: 'Forgets a mapping; what was read with it stays as it was read',
    access: 'imports:write',
    changes: 'import_mapping',
    params: { id: { type: 'uuid' } },
    async handler(ctx): Promise<null> {
      const { id } = ctx.params;
      await ctx.change(async (tx) => {
        await deleteMapping(tx, id);
        tx.note(id);
      });
      return null;
    },
  }),
};
