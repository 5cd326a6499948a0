import { DeploymentKind } from '@drover/protocol';
import { z } from 'zod';
import { HostMemory } from '../host-memory.ts';

const Wish = z.object({ kind: DeploymentKind, root: z.string(), rootful: z.boolean() });

/** How each host was set up last from this browser: a new token goes where the old one was put. */
export const wishMemory = (storage: Pick<Storage, 'getItem' | 'setItem'>) =>
  new HostMemory(storage, 'drover.deployments', Wish);
