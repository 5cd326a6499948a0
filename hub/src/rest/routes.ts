import type { Doors } from '../doors/doors.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { People } from '../people/people.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { App } from './app.ts';
import { addDashboard } from './dashboard.ts';
import { addDocs } from './docs.ts';
import { hostAdminRoutes } from './host-admin-routes.ts';
import { hostRoutes } from './host-routes.ts';
import { decorateWithIdentity, requireLogin, requireRole } from './login.ts';
import { collectMethods } from './method-check.ts';
import { peopleRoutes } from './people-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { statusRoutes } from './status-routes.ts';

type Parts = {
  doors: Doors;
  people: People;
  fleet: Fleet;
  hosts: Hosts;
  sessions: Sessions;
  webDir: string | null;
  isReady: () => boolean;
};

export function addRoutes(app: App, { doors, people, fleet, hosts, sessions, webDir, isReady }: Parts): void {
  const methodsOf = collectMethods(app);
  decorateWithIdentity(app);
  addDocs(app, people);
  app.register(async (open) => {
    statusRoutes(open, isReady);
    peopleRoutes(open, people, doors.isSecure);
  });
  app.register(async (closed) => {
    closed.addHook('onRequest', requireLogin(people));
    hostRoutes(closed, fleet, sessions);
    sessionRoutes(closed, fleet, sessions);
    closed.register(async (admins) => {
      admins.addHook('onRequest', requireRole('admin'));
      hostAdminRoutes(admins, hosts);
    });
  });
  addDashboard(app, webDir, methodsOf);
}
