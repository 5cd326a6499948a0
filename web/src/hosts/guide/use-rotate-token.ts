import type { HostId } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { rotateHostToken } from '../../api/hosts.ts';
import { keepFreshToken } from './fresh-tokens.ts';

/** Has the hub make a new token; it is then the host's fresh one. */
export const useRotateToken = (hostId: HostId, onDone: (token: string) => void) =>
  useMutation({
    mutationFn: () => rotateHostToken(hostId),
    onSuccess: ({ host_token }) => {
      if (host_token === undefined) return;
      keepFreshToken(hostId, host_token);
      onDone(host_token);
    },
  });
