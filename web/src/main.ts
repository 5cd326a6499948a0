import { config } from 'zod';

/**
 * Zod would else try to compile schemas with `new Function`, which the Content-Security-Policy forbids and reports.
 * Schemas look at this when they are made, so everything that makes any is loaded after it.
 */
config({ jitless: true });
await import('./app/start.tsx');
