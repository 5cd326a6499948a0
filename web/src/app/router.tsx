import { createBrowserRouter } from 'react-router';
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
