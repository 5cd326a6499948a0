import type { Host } from '@drover/protocol';
import { useState } from 'react';
import type { DeploymentWish } from '../../api/hosts.ts';
import { messageOf } from '../../api/http.ts';
import { Button } from '../../design/button.tsx';
import { FormError } from '../../design/form-error.tsx';
import { SecretBox } from '../../design/secret-box.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { WithCode } from '../../design/with-code.tsx';
import { useSettled } from '../../time/use-settled.ts';
import { isReplacing, KINDS, REPLACE_WORDS, usualWish } from './connect-words.ts';
import { DeploymentLines } from './deployment-lines.tsx';
import { useRotateToken } from './use-rotate-token.ts';
import { WishFields } from './wish-fields.tsx';
import { wishMemory } from './wish-memory.ts';

const memory = wishMemory(localStorage);

/** Typing is over when nothing was typed for this long. */
const TYPED_MS = 300;

export type StartStepProps = {
  host: Host;
  /** The host's token, while this page has it. */
  token: string | null;
  onToken: (token: string) => void;
};

export function StartStep({ host, token, onToken }: StartStepProps) {
  const [remembered] = useState(() => memory.of(host.hostId));
  const [wish, setWish] = useState<DeploymentWish>(remembered ?? usualWish(host));
  const change = (next: DeploymentWish) => {
    setWish(next);
    memory.remember(host.hostId, next);
  };
  const asked = useSettled(wish, TYPED_MS);
  const { kind } = wish;
  return (
    <div className="space-y-4">
      {host.access === 'rotating' && (
        <p className="text-ink-2 text-sm">The old token works until the new one is first used.</p>
      )}
      {token ? (
        <SecretBox label={`Token of ${host.name}`} secret={token}>
          Who has it can pose as this host. It stands in the lines below already; if you lose it, make a new
          one.
        </SecretBox>
      ) : (
        <NoToken host={host} onToken={onToken} />
      )}
      {isReplacing(host, token !== null) && !remembered && (
        <p className="max-w-prose text-sm">
          This browser does not know how the daemon of {host.name} was set up: choose it here.
        </p>
      )}
      <Tabs
        label="How to run the daemon"
        value={kind}
        onChange={(chosen) => change({ ...wish, kind: chosen })}
        tabs={KINDS}
      >
        <div className="space-y-5">
          {isReplacing(host, token !== null) && (
            <p className="max-w-prose text-sm">
              <WithCode text={REPLACE_WORDS[kind]} />
            </p>
          )}
          <WishFields wish={wish} onChange={change} />
          <DeploymentLines hostId={host.hostId} wish={{ ...asked, kind }} token={token} />
        </div>
      </Tabs>
    </div>
  );
}

function NoToken({ host, onToken }: { host: Host; onToken: (token: string) => void }) {
  const rotate = useRotateToken(host.hostId, onToken);
  return (
    <div className="space-y-2 rounded-lg border border-line bg-surface px-4 py-3 text-sm">
      <p>
        The token of {host.name} was shown when it was made, and is kept nowhere. If you have it, put it where
        the lines below say so; else make a new one.
      </p>
      {rotate.isError && <FormError>{messageOf(rotate.error)}</FormError>}
      <Button pending={rotate.isPending} onClick={() => rotate.mutate()}>
        Make a new token
      </Button>
    </div>
  );
}
