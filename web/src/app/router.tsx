import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { DashboardLayout } from './dashboard-layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFault } from './page-fault.tsx';
import { RequireLogin } from './require-login.tsx';

/** Each page is a chunk of its own, so that xterm.js comes only with a terminal. */
const page = (path: string, load: () => Promise<ComponentType>) => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

const settings = [
  { index: true, Component: () => <Navigate to="account" replace /> },
  page('account', async () => (await import('../settings/account/account-settings.tsx')).AccountSettings),
  page('people', async () => (await import('../settings/people/people-settings.tsx')).PeopleSettings),
  page('hub', async () => (await import('../settings/hub/hub-settings.tsx')).HubSettings),
  page('audit', async () => (await import('../settings/audit/audit-settings.tsx')).AuditSettings),
];

const dashboard = [
  page('/', async () => (await import('../fleet/fleet-page.tsx')).FleetPage),
  page('/worktrees', async () => (await import('../worktrees/worktrees-page.tsx')).WorktreesPage),
  page('/sessions/:sessionId/changes', async () => (await import('../changes/changes-page.tsx')).ChangesPage),
  page('/hosts', async () => (await import('../hosts/hosts-page.tsx')).HostsPage),
  page('/hosts/new', async () => (await import('../hosts/guide/add-host-page.tsx')).AddHostPage),
  page('/hosts/:hostId', async () => (await import('../hosts/host-page.tsx')).HostPage),
  page(
    '/hosts/:hostId/connect',
    async () => (await import('../hosts/guide/connect-host-page.tsx')).ConnectHostPage,
  ),
  {
    ...page('/settings', async () => (await import('../settings/settings-page.tsx')).SettingsPage),
    children: settings,
  },
];

export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFault,
    HydrateFallback: () => null,
    children: [
      page('/setup', async () => (await import('../account/setup-page.tsx')).SetupPage),
      page('/invite', async () => (await import('../account/invite-page.tsx')).InvitePage),
      page('/login', async () => (await import('../account/login-page.tsx')).LoginPage),
      {
        Component: RequireLogin,
        children: [
          { Component: DashboardLayout, children: dashboard },
          page(
            '/terminal/:sessionId',
            async () => (await import('../terminal/terminal-page.tsx')).TerminalPage,
          ),
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
