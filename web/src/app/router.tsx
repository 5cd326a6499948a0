import { createBrowserRouter, Navigate } from 'react-router';
import { DashboardLayout } from './dashboard-layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFault } from './page-fault.tsx';
import { RequireLogin } from './require-login.tsx';

/** Each page is a chunk of its own, so that xterm.js comes only with a terminal. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFault,
    HydrateFallback: () => null,
    children: [
      {
        path: '/setup',
        lazy: async () => ({ Component: (await import('../account/setup-page.tsx')).SetupPage }),
      },
      {
        path: '/invite',
        lazy: async () => ({ Component: (await import('../account/invite-page.tsx')).InvitePage }),
      },
      {
        path: '/login',
        lazy: async () => ({ Component: (await import('../account/login-page.tsx')).LoginPage }),
      },
      {
        Component: RequireLogin,
        children: [
          {
            Component: DashboardLayout,
            children: [
              {
                path: '/',
                lazy: async () => ({ Component: (await import('../fleet/fleet-page.tsx')).FleetPage }),
              },
              {
                path: '/hosts',
                lazy: async () => ({ Component: (await import('../hosts/hosts-page.tsx')).HostsPage }),
              },
              {
                path: '/hosts/new',
                lazy: async () => ({
                  Component: (await import('../hosts/guide/add-host-page.tsx')).AddHostPage,
                }),
              },
              {
                path: '/hosts/:hostId',
                lazy: async () => ({ Component: (await import('../hosts/host-page.tsx')).HostPage }),
              },
              {
                path: '/hosts/:hostId/connect',
                lazy: async () => ({
                  Component: (await import('../hosts/guide/connect-host-page.tsx')).ConnectHostPage,
                }),
              },
              {
                path: '/settings',
                lazy: async () => ({
                  Component: (await import('../settings/settings-page.tsx')).SettingsPage,
                }),
                children: [
                  { index: true, Component: () => <Navigate to="account" replace /> },
                  {
                    path: 'account',
                    lazy: async () => ({
                      Component: (await import('../settings/account/account-settings.tsx')).AccountSettings,
                    }),
                  },
                  {
                    path: 'people',
                    lazy: async () => ({
                      Component: (await import('../settings/people/people-settings.tsx')).PeopleSettings,
                    }),
                  },
                  {
                    path: 'hub',
                    lazy: async () => ({
                      Component: (await import('../settings/hub/hub-settings.tsx')).HubSettings,
                    }),
                  },
                  {
                    path: 'audit',
                    lazy: async () => ({
                      Component: (await import('../settings/audit/audit-settings.tsx')).AuditSettings,
                    }),
                  },
                ],
              },
            ],
          },
          {
            path: '/terminal/:sessionId',
            lazy: async () => ({ Component: (await import('../terminal/terminal-page.tsx')).TerminalPage }),
          },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);
