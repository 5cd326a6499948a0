import { config } from 'zod';

/**
 * Zod would else try to compile schemas with `new Function`, which the Content-Security-Policy forbids and reports.
 * Schemas look at this when they are made, so this module comes before all that make any.
 */
config({ jitless: true });
