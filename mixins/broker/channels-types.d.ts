// The package ships its types where TypeScript does not look; this is the part of them that we use.
declare module '@moleculer/channels' {
  import type { ServiceBroker, Middleware as BrokerMiddleware } from 'moleculer';

  function Middleware(options: { adapter: unknown; context?: boolean }): BrokerMiddleware;
  const Adapters: {
    Base: new (options?: Record<string, unknown>) => {
      connected: boolean;
      broker: ServiceBroker;
      connect(): Promise<void>;
      disconnect(): Promise<void>;
      subscribe(channel: unknown): Promise<void>;
      unsubscribe(channel: unknown): Promise<void>;
      addPrefixTopic(name: string): string;
      publish(name: string, payload: unknown, options?: unknown): Promise<void>;
    };
  };
  const channels: { Middleware: typeof Middleware; Adapters: typeof Adapters };
  export default channels;
}
