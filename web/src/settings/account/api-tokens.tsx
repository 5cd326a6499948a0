import type { ApiToken } from '@drover/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteApiToken, listApiTokens } from '../../api/account.ts';
import { messageOf } from '../../api/http.ts';
import { Loaded } from '../../api/loaded.tsx';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { ConfirmDialog } from '../../design/dialog.tsx';
import { EmptyState } from '../../design/empty-state.tsx';
import { List, ListRow } from '../../design/list.tsx';
import { Section } from '../../design/page.tsx';
import { ROLE_WORDS } from '../../roles/role-words.ts';
import { Ago } from '../../time/time-text.tsx';
import { useHubNow } from '../../time/use-time.ts';
import { expiryWords } from './expiry-words.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';

export const API_TOKENS = ['api-tokens'];

/** With which scripts use the API in the person's name. */
export function ApiTokens() {
  const [making, setMaking] = useState(false);
  const tokens = useQuery({ queryKey: API_TOKENS, queryFn: ({ signal }) => listApiTokens(signal) });
  return (
    <Section
      title="API tokens"
      intro={
        <>
          For scripts that use the{' '}
          <a href="/api/docs" className="rounded font-medium text-accent-ink hover:underline">
            API
          </a>{' '}
          in your name. None may do more than you.
        </>
      }
      actions={<Button onClick={() => setMaking(true)}>New token</Button>}
    >
      <Loaded query={tokens} what="the tokens" rows={2}>
        {(data) => <TokenList tokens={data.tokens} />}
      </Loaded>
      {making && <NewTokenDialog onClose={() => setMaking(false)} />}
    </Section>
  );
}

function TokenList({ tokens }: { tokens: readonly ApiToken[] }) {
  if (tokens.length === 0) return <EmptyState title="No tokens" className="py-5" />;
  return (
    <List label="API tokens">
      {tokens.map((token) => (
        <TokenRow key={token.tokenId} token={token} />
      ))}
    </List>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const [asking, setAsking] = useState(false);
  const { name, scope, expiresAt, lastUsedAt } = token;
  const expired = useHubNow() >= (expiresAt ?? Number.POSITIVE_INFINITY);
  return (
    <ListRow>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="min-w-0 truncate">{name}</span>
          <Chip>{ROLE_WORDS[scope].name}</Chip>
          {expired && <Chip tone="bad">Expired</Chip>}
        </p>
        <p className="text-ink-3 text-xs">
          {expiryWords(expiresAt)},{' '}
          {lastUsedAt === null ? (
            'never used'
          ) : (
            <>
              last used <Ago at={lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <Button variant="quiet" onClick={() => setAsking(true)} aria-label={`Delete ${name}`}>
        Delete
      </Button>
      {asking && <DeleteToken token={token} onClose={() => setAsking(false)} />}
    </ListRow>
  );
}

function DeleteToken({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteApiToken(token.tokenId),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: API_TOKENS });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the token “${token.name}”?`}
      description="Scripts that use it are refused from now on."
      confirmLabel="Delete the token"
      pending={remove.isPending}
      error={remove.error && messageOf(remove.error)}
      onConfirm={() => remove.mutate()}
    />
  );
}
