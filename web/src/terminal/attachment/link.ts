import type { HubConnection } from '../../live/hub-connection.ts';

/** What an attachment needs of the page's connection to the hub. */
export type Link = Pick<
  HubConnection,
  'state' | 'onState' | 'on' | 'onFrame' | 'request' | 'send' | 'sendFrame'
> & {
  readonly clock: { now(): number };
};
