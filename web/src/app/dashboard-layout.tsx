import { Outlet } from 'react-router';
import { ConnectionBanner } from '../shell/connection-banner.tsx';
import { HubBanners } from '../shell/hub-banners.tsx';
import { TopBar } from '../shell/top-bar.tsx';

export const DashboardLayout = () => (
  <>
    <TopBar />
    <ConnectionBanner />
    <HubBanners />
    <Outlet />
  </>
);
