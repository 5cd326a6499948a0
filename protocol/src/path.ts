import { z } from 'zod';

/** A path on a host. */
export const HostPath = z.string().min(1).max(4_096);
export type HostPath = z.infer<typeof HostPath>;
