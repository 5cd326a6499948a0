import { type Conversation, hasEnded, type ProfileInfo } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useMemo } from 'react';
import { listConversations } from '../api/conversations.ts';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { Combobox } from '../design/combobox.tsx';
import { Field, TextField } from '../design/field.tsx';
import { Segments } from '../design/segments.tsx';
import { Spinner } from '../design/spinner.tsx';
import { useFleet } from '../live/use-live.ts';
import { useHubNow } from '../time/use-time.ts';
import { conversationOptions, newestWords, unlistedWords } from './conversation-words.ts';
import { conversationKind } from './spawn-draft.ts';
import { pathOf } from './spawn-terms.ts';
import type { Spawning } from './use-spawn.ts';

const KINDS = [
  { value: 'new', label: 'New' },
  { value: 'newest', label: 'Resume newest' },
  { value: 'resume', label: 'Pick one' },
] as const;

/** A new conversation or one that the tool has saved; nothing for a profile that can only begin. */
export function ConversationField({ spawning }: { spawning: Spawning }) {
  const { draft, change, profile, terms } = spawning;
  const { newest, picked } = terms.takes.resumes;
  const labelId = useId();
  if (!profile || !(newest || picked)) return null;
  const kind = conversationKind(draft, terms.takes.resumes);
  return (
    <div className="space-y-1.5">
      <p id={labelId} className="font-medium text-ink-2 text-xs">
        Conversation
      </p>
      <Segments
        label="Conversation"
        value={kind}
        options={KINDS.filter(({ value }) => offered(value, terms.takes.resumes))}
        onChange={(conversation) => change({ conversation })}
      />
      {kind === 'newest' && <Newest spawning={spawning} profile={profile} />}
      {kind === 'resume' && <Picker spawning={spawning} profile={profile} />}
    </div>
  );
}

const offered = (kind: (typeof KINDS)[number]['value'], { newest, picked }: ProfileInfo['resumes']) =>
  kind === 'new' || (kind === 'newest' ? newest : picked);

/** Where it will run, as far as that is a directory already. */
const directoryOf = ({ draft, project }: Pick<Spawning, 'draft' | 'project'>): string =>
  draft.worktreePath || pathOf(draft, project);

function useConversations({ draft, host, project, terms }: Spawning) {
  const directory = directoryOf({ draft, project });
  return useQuery({
    queryKey: ['conversations', draft.hostId, draft.profile, directory],
    queryFn: ({ signal }) => listConversations(draft.hostId, draft.profile, directory, signal),
    // An agent says something at any moment.
    staleTime: 0,
    enabled: Boolean(host?.online && terms.takes.resumes.listed && project.state !== 'none'),
  });
}

type PartProps = { spawning: Spawning; profile: ProfileInfo };

/** What resuming the newest will come to. */
function Newest({ spawning, profile }: PartProps) {
  const query = useConversations(spawning);
  const held = useHeld(spawning);
  const now = useHubNow();
  const error = spawning.faults.conversation;
  if (error)
    return (
      <p role="alert" className="text-bad-ink text-xs">
        {error}
      </p>
    );
  return (
    <p role="status" className="break-words text-ink-2 text-xs">
      {newestNote(query, spawning, (found) => newestWords(found, held, profile, now))}
    </p>
  );
}

function newestNote(
  query: ReturnType<typeof useConversations>,
  { terms, draft, profile }: Spawning,
  words: (found: readonly Conversation[]) => string,
): ReactNode {
  // A worktree that is still to be made holds no conversation.
  if (terms.worktree && !draft.worktreePath) return words([]);
  if (profile && !profile.resumes.listed) return unlistedWords(profile);
  if (query.isError) return messageOf(query.error);
  return query.data ? words(query.data.conversations) : <Asking />;
}

const Asking = () => (
  <span className="flex items-center gap-2">
    <Spinner /> Asking the host for its conversations…
  </span>
);

function Picker({ spawning, profile }: PartProps) {
  const { draft, change, faults } = spawning;
  const query = useConversations(spawning);
  const options = useOptions(query.data?.conversations, spawning);
  if (!profile.resumes.listed)
    return (
      <TextField
        label="Id of the conversation"
        value={draft.conversationId}
        placeholder={`As ${profile.displayName} told it`}
        onChange={(event) => change({ conversationId: event.target.value })}
        error={faults.conversation}
        autoComplete="off"
        spellCheck={false}
      />
    );
  return (
    <Field label="Which one" error={faults.conversation} hint={hintOf(options, draft.conversationId)}>
      {(ids) => (
        <Combobox
          {...ids}
          value={draft.conversationId}
          onChange={(conversationId) => change({ conversationId })}
          options={options}
          showsLabel
          placeholder="Search by title"
          listNote={listNote(query, options.length)}
        />
      )}
    </Field>
  );
}

function useOptions(conversations: readonly Conversation[] | undefined, spawning: Spawning) {
  const held = useHeld(spawning);
  const now = useHubNow();
  const directory = directoryOf(spawning);
  return useMemo(
    () => conversationOptions(conversations ?? [], directory, held, now),
    [conversations, directory, held, now],
  );
}

/** The conversations that sessions of this host have open. */
function useHeld({ draft: { hostId } }: Spawning): ReadonlySet<string> {
  const { sessions } = useFleet();
  return useMemo(() => {
    const open = [...sessions.values()].filter((one) => one.hostId === hostId && !hasEnded(one.status));
    return new Set(open.flatMap(({ conversationId }) => conversationId ?? []));
  }, [sessions, hostId]);
}

const hintOf = (options: ReturnType<typeof useOptions>, conversationId: string): string | undefined =>
  options.find(({ value }) => value === conversationId)?.note;

function listNote(query: ReturnType<typeof useConversations>, known: number): ReactNode {
  if (query.isLoading) return <Asking />;
  if (query.isError)
    return (
      <span className="flex items-center gap-2 text-bad-ink">
        <span className="min-w-0 flex-1">{messageOf(query.error)}</span>
        <Button onClick={() => void query.refetch()}>Try again</Button>
      </span>
    );
  if (known === 0) return 'There is no conversation to resume here.';
  if (query.data?.truncated) return 'There are more than are listed: only the latest are.';
  return null;
}
