import { useEffect } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useHubConnection } from '../live/use-live.ts';

/** Holds the connection to the hub open for the pages inside, and leads to the login when the hub asks for one. */
export function RequireLogin() {
  const connection = useHubConnection();
  const navigate = useNavigate();
  const { pathname } = useLocation();

  useEffect(() => {
    connection.open();
    return () => connection.close();
  }, [connection]);

  useEffect(
    () =>
      connection.onUnauthenticated(() =>
        navigate('/login', { replace: true, state: { returnTo: pathname } }),
      ),
    [connection, navigate, pathname],
  );

  return <Outlet />;
}
