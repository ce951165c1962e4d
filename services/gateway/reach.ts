// What the door asks of the house, and as whom: actions, who somebody is, and how an action is described.
import type { Actor, ActionName } from '../../mixins/broker/actions.ts';
import { anonymous, type Identity } from '../../mixins/broker/identity.ts';
import { Problem } from '../kernel/errors.ts';
import type { Authorised } from './caller.ts';
import type { DescribedAction } from './openapi.ts';
import { correlate, credentialsOf, type DoorRequest } from './request.ts';

export class Reach {
  readonly #actor: Actor;

  constructor(actor: Actor) {
    this.#actor = actor;
  }

  async call(name: ActionName, params: Record<string, unknown>, identity: Identity, correlationId: string): Promise<unknown> {
    return this.#actor.broker.call(name, params, { meta: { $id: this.#actor.house.sealer.seal(identity) }, requestID: correlationId });
  }

  /** Who the credentials of a request are of, and what that one is in a company. Null for nobody. */
  async found(request: DoorRequest, companyId?: string, asWhom = anonymous('', this.#actor.house.clock.nowMs())): Promise<Authorised | null> {
    return this.call('identity.authorise', { ...credentialsOf(request), ...(companyId === undefined ? {} : { companyId }) }, asWhom, correlate(request)) as Promise<Authorised | null>;
  }

  described(name: string): DescribedAction {
    // One action by its name: the registry's list of all is made anew, each a copy, for whoever asks for it.
    const { actions } = this.#actor.broker.registry as unknown as { actions: { get(name: string): { endpoints: { action?: unknown }[] } | undefined } };
    const found = actions.get(name)?.endpoints[0]?.action;
    if (!found) throw new Problem('unavailable', { internal: `${name} is not known` });
    return found as DescribedAction;
  }
}
