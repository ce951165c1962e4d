// What may be asked about the members of a company. A part of the actor `identity`, which opens users' rows and forgets what it
// believed of them; here nobody signs in.
import { roles } from '../../channels/vocabulary.ts';
import { action, type ActorContext } from '../../mixins/broker/actions.ts';
import { invalid } from '../kernel/errors.ts';
import { listOf, listParams, type List } from '../kernel/paging.ts';
import { addAccount } from './identity.store.ts';
import { deleteMember, insertMember, listMembers, memberOf, updateMember, type Member } from './member.store.ts';
import { hashPassword, shortestPassword } from './password.ts';

/** An operator is one everywhere, which no company can give. */
const companyRoles = ['company_admin', 'analyst', 'reviewer', 'viewer', 'participant'] as const;
const role = { type: 'enum', values: companyRoles } as const;
const member = {
  userId: { type: 'uuid' }, email: { type: 'email' }, name: { type: 'string' }, role: { type: 'enum', values: roles }, lastUsedAt: { type: 'string', nullable: true },
} as const;

export const memberActions = {
  members: action({
    summary: 'Members of the company, with their roles',
    access: 'members:read',
    params: listParams,
    returns: { items: { type: 'array', items: { type: 'object', props: member } }, next: { type: 'string', nullable: true } },
    async handler(ctx): Promise<List<Member>> {
      return listOf(ctx.params, (after, limit) => ctx.read((tx) => listMembers(ctx.house, tx, after, limit)), (item) => item.userId);
    },
  }),

  addMember: action({
    summary: 'Makes somebody a member. Who has an account already keeps its name and password; a password for one is refused',
    access: 'members:write',
    changes: 'membership',
    params: {
      email: { type: 'email' }, role, password: { type: 'string', min: shortestPassword, max: 1000, optional: true }, name: { type: 'string', min: 1, max: 200, optional: true },
    },
    returns: member,
    async handler(ctx): Promise<Member> {
      const { email } = ctx.params;
      const password = ctx.params.password ?? null;
      const passwordHash = password === null ? null : await hashPassword(password);
      // Without a name of its own, a new account goes by what stands before the @.
      const name = ctx.params.name ?? email.trim().split('@')[0] ?? '';
      const { id, isNew } = await ctx.asPlatform('a member’s account is found or made', async (tx) => {
        const account = await addAccount(ctx.house, tx, { email, name, passwordHash, isOperator: false });
        if (!account.isNew && password !== null) throw invalid('password', 'is given for somebody who has an account', 'leave it out');
        tx.note(account.id, { made: account.isNew });
        return account;
      });
      const added = await ctx.change(async (tx) => {
        await insertMember(tx, id, ctx.params.role);
        tx.note(id, { role: ctx.params.role, newAccount: isNew });
        return memberOf(ctx.house, tx, id);
      });
      await tellAccessChanged(ctx, id);
      return added;
    },
  }),

  changeMember: action({
    summary: 'Gives a member another role',
    access: 'members:write',
    changes: 'membership',
    params: { userId: { type: 'uuid' }, role },
    returns: member,
    async handler(ctx): Promise<Member> {
      const { userId } = ctx.params;
      const changed = await ctx.change(async (tx) => {
        const before = await updateMember(tx, userId, ctx.params.role);
        tx.note(userId, { before, role: ctx.params.role });
        return memberOf(ctx.house, tx, userId);
      });
      await tellAccessChanged(ctx, userId);
      return changed;
    },
  }),

  removeMember: action({
    summary: 'Ends a membership; within five seconds it opens nothing any more, streams included',
    access: 'members:write',
    changes: 'membership',
    params: { userId: { type: 'uuid' } },
    async handler(ctx): Promise<null> {
      const { userId } = ctx.params;
      await ctx.change(async (tx) => {
        const before = await deleteMember(tx, userId);
        tx.note(userId, { before });
      });
      await tellAccessChanged(ctx, userId);
      return null;
    },
  }),
};

/** Tells the nodes at once what they would see by themselves within seconds: what was believed of this caller is over. */
export async function tellAccessChanged(ctx: ActorContext, actor: string): Promise<void> {
  await ctx.broker.broadcast('identity.access-changed', { tenantId: ctx.tenantId, actor });
}
