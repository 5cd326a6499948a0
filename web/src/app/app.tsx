import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { ToastProvider } from '../design/toast.tsx';
import { TooltipProvider } from '../design/tooltip.tsx';
import type { Live } from '../live/live.ts';
import { LiveContext } from '../live/use-live.ts';
import { router } from './router.tsx';

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 10_000 } },
});

export function App({ live }: { live: Live }) {
  return (
    <QueryClientProvider client={queries}>
      <LiveContext value={live}>
        <TooltipProvider>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </TooltipProvider>
      </LiveContext>
    </QueryClientProvider>
  );
}
