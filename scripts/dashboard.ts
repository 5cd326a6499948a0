import { ensureDashboard } from './start/dashboard.ts';

await ensureDashboard();
