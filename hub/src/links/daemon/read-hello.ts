import {
  DroverError,
  describeIssue,
  Hello,
  OLDEST_DAEMON_PROTOCOL,
  PROTOCOL_VERSION,
} from '@drover/protocol';
import { z } from 'zod';
import { HUB_VERSION } from '../../version.ts';

/** Read before the rest, which another version may have made otherwise. One that tells no version is as old as can be. */
export const AnyHello = z.looseObject({ protocol: z.int().catch(0) });

/** Throws `upgrade_hub`, `unsupported_protocol` or `invalid_hello`. */
export function readHello(message: z.infer<typeof AnyHello>): Hello {
  expectKnown(message.protocol);
  const hello = Hello.safeParse(message);
  if (!hello.success) throw new DroverError('invalid_hello', describeIssue(hello.error));
  if (new Set(hello.data.sessions.map(({ sessionId }) => sessionId)).size < hello.data.sessions.length) {
    throw new DroverError('invalid_hello', 'sessions: each session must be told once');
  }
  return hello.data;
}

function expectKnown(protocol: number): void {
  const words = `This daemon speaks protocol ${protocol}, this hub ${OLDEST_DAEMON_PROTOCOL} to ${PROTOCOL_VERSION}`;
  if (protocol > PROTOCOL_VERSION) {
    const ways = `upgrade the hub, or use the daemon of version ${HUB_VERSION} meanwhile`;
    throw new DroverError('upgrade_hub', `${words}: ${ways}. Its sessions go on.`);
  }
  if (protocol < OLDEST_DAEMON_PROTOCOL) {
    const way = `upgrade the daemon to version ${HUB_VERSION}`;
    throw new DroverError('unsupported_protocol', `${words}: ${way}. Its sessions go on.`);
  }
}
