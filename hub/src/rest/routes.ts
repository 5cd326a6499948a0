import type { HubStatus } from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { SessionChanges } from '../changes/session-changes.ts';
import type { Doors } from '../doors/doors.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Oidc } from '../oidc/oidc.ts';
import type { People } from '../people/people.ts';
import type { Projects } from '../projects/projects.ts';
import type { Asks } from '../sessions/asks.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { routeGroups } from './access.ts';
import { accountRoutes, loginListRoutes, tokenRoutes } from './account-routes.ts';
import type { App } from './app.ts';
import { auditRoutes } from './audit-routes.ts';
import { addDashboard } from './dashboard.ts';
import { deploymentRoutes } from './deployment-routes.ts';
import { addDocs, docsPage } from './docs.ts';
import { hostAdminRoutes } from './host-admin-routes.ts';
import { hostRoutes } from './host-routes.ts';
import { inviteLinkRoutes, loginRoutes, setupRoutes } from './login-routes.ts';
import { meRoutes } from './me-routes.ts';
import { collectMethods } from './method-check.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { inviteRoutes, peopleRoutes } from './people-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { askRoutes, sessionActRoutes, sessionRoutes, sessionStartRoutes } from './session-routes.ts';
import { hubStatusRoute, metricsRoute, statusRoutes } from './status-routes.ts';
import { worktreeListRoutes, worktreeRoutes } from './worktree-routes.ts';

type Parts = {
  doors: Doors;
  people: People;
  audit: AuditStore;
  fleet: Fleet;
  hosts: Hosts;
  projects: Projects;
  sessions: Sessions;
  asks: Asks;
  changes: SessionChanges;
  oidc: Oidc | null;
  /** Where people reach the hub. */
  url: () => string;
  webDir: string | null;
  metrics: Metrics;
  /** How the hub itself does. */
  status: () => HubStatus;
  /** What keeps it from doing its work. */
  problems: () => string[];
};

/** All routes, by who may use them. */
export function addRoutes(app: App, parts: Parts): void {
  const { doors, people, audit, fleet, hosts, projects, sessions, asks, changes, oidc, webDir } = parts;
  const secure = doors.isSecure;
  const methodsOf = collectMethods(app);
  const group = routeGroups(app, people.access);
  addDocs(app);
  group('open', (routes) => {
    statusRoutes(routes, parts.problems);
    setupRoutes(routes, people, secure);
    loginRoutes(routes, people, secure, { oidc: oidc && { name: oidc.name } });
    inviteLinkRoutes(routes, people, secure);
    if (oidc) oidcRoutes(routes, oidc, { secure, url: parts.url });
  });
  group('account', (routes) => {
    accountRoutes(routes, people, secure);
    loginListRoutes(routes, people);
    tokenRoutes(routes, people);
  });
  group('viewer', (routes) => {
    docsPage(routes);
    meRoutes(routes);
    hostRoutes(routes, fleet);
    sessionRoutes(routes, fleet, changes);
    worktreeListRoutes(routes, projects);
    metricsRoute(routes, parts.metrics);
  });
  group('operator', (routes) => {
    projectRoutes(routes, projects);
    worktreeRoutes(routes, projects);
    sessionStartRoutes(routes, sessions);
    sessionActRoutes(routes, sessions);
    askRoutes(routes, asks);
  });
  group('admin', (routes) => {
    hostAdminRoutes(routes, hosts);
    deploymentRoutes(routes, fleet, doors);
    peopleRoutes(routes, people);
    inviteRoutes(routes, people);
    auditRoutes(routes, audit);
    hubStatusRoute(routes, parts.status);
  });
  addDashboard(group, webDir, methodsOf);
}
