import { FleetStore } from './fleet-store.ts';
import { HubConnection } from './hub-connection.ts';
import { PictureStore } from './picture-store.ts';
import { ProcessStore } from './process-store.ts';

/** What a page keeps of the hub: one connection, and the stores that follow it. */
export type Live = {
  connection: HubConnection;
  fleet: FleetStore;
  pictures: PictureStore;
  processes: ProcessStore;
};

export function createLive(origin: string): Live {
  const connection = new HubConnection(origin);
  const fleet = new FleetStore();
  const pictures = new PictureStore();
  const processes = new ProcessStore();
  fleet.follow(connection);
  pictures.follow(connection);
  processes.follow(connection);
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && connection.retry(),
  );
  window.addEventListener('online', () => connection.retry());
  return { connection, fleet, pictures, processes };
}
