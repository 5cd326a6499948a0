import { createBrowserRouter } from 'react-router';
import { RequireSignIn } from './require-sign-in.tsx';

/** Each page is a chunk of its own; xterm.js comes only with the terminal. */
export const router = createBrowserRouter([
  {
    Component: RequireSignIn,
    children: [
      {
        path: '/terminal/:sessionId',
        lazy: async () => ({ Component: (await import('../terminal/terminal-page.tsx')).TerminalPage }),
      },
    ],
  },
]);
