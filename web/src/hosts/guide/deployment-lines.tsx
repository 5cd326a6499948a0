import { HOST_TOKEN_PLACEHOLDER, type HostId } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { type DeploymentWish, getDeployment } from '../../api/hosts.ts';
import { messageOf } from '../../api/http.ts';
import { CodeBlock } from '../../design/code-block.tsx';
import { LoadError } from '../../design/load-error.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { WithCode } from '../../design/with-code.tsx';

export type DeploymentLinesProps = {
  hostId: HostId;
  wish: DeploymentWish;
  /** Put in its place in the lines; without one, the place is marked. */
  token: string | null;
};

/** The exact lines that bring the daemon onto the machine, in order. */
export function DeploymentLines({ hostId, wish, token }: DeploymentLinesProps) {
  const deployment = useQuery({
    queryKey: ['deployment', hostId, wish],
    queryFn: ({ signal }) => getDeployment(hostId, wish, signal),
    staleTime: 60_000,
  });
  if (deployment.isError)
    return <LoadError message={messageOf(deployment.error)} onRetry={() => void deployment.refetch()} />;
  if (!deployment.data) return <Loading />;
  return (
    <ol className="space-y-5">
      {deployment.data.steps.map(({ title, explanation, file, text }, index) => (
        <li key={`${wish.kind} ${title}`} className="space-y-1.5">
          <h3 className="font-medium text-sm">
            <span className="tabular text-ink-3">{index + 1}.</span> {title}
          </h3>
          <p className="max-w-prose text-ink-2 text-sm">
            <WithCode text={explanation} />
          </p>
          <CodeBlock
            label={file ?? 'Shell'}
            name={title}
            text={token ? text.replaceAll(HOST_TOKEN_PLACEHOLDER, token) : text}
            mark={token ?? HOST_TOKEN_PLACEHOLDER}
          />
        </li>
      ))}
    </ol>
  );
}

const Loading = () => (
  <div className="space-y-2">
    <p className="sr-only" role="status">
      Loading the lines
    </p>
    <Skeleton className="h-4 w-40" />
    <Skeleton className="h-4 w-3/4" />
    <Skeleton className="h-24" />
  </div>
);
