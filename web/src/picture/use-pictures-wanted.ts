import { useEffect } from 'react';
import { useConnectionState, useHubConnection } from '../live/use-live.ts';

/** Asks the hub for pictures as long as this page is in sight. */
export function usePicturesWanted(): void {
  const connection = useHubConnection();
  const { status } = useConnectionState();

  useEffect(() => {
    if (status !== 'online') return;
    // A refusal only means that the pictures stay as they are.
    const want = (wanted: boolean) => connection.request('pictures', { wanted }).catch(console.warn);
    const follow = () => void want(document.visibilityState === 'visible');
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      if (connection.state.status === 'online') void want(false);
    };
  }, [connection, status]);
}
