import { FleetStore } from './fleet-store.ts';
import { HubConnection } from './hub-connection.ts';
import { PictureStore } from './picture-store.ts';

/** What a page keeps of the hub: one connection, and the stores that follow it. */
export type Live = { connection: HubConnection; fleet: FleetStore; pictures: PictureStore };

export function createLive(origin: string): Live {
  const connection = new HubConnection(origin);
  const fleet = new FleetStore();
  const pictures = new PictureStore();
  fleet.follow(connection);
  pictures.follow(connection);
  return { connection, fleet, pictures };
}
