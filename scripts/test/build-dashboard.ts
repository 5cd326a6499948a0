import { ensureDashboard } from '../start/dashboard.ts';

/** Vitest's global set-up of the tests that open the dashboard. */
export default ensureDashboard;
