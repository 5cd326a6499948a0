import type { HubStatus } from '@drover/protocol';
import { PAGE_VERSION } from '../../app/version.ts';
import { Chip } from '../../design/chip.tsx';
import { Fact, Facts } from '../../design/facts.tsx';
import { isOlder } from '../../hosts/host-words.ts';

export function ReleaseFacts({ status: { version, protocol, release } }: { status: HubStatus }) {
  return (
    <Facts>
      <Fact name="Hub">
        <span className="tabular">{version}</span>
        <span className="text-ink-3">, protocol {protocol}</span>
      </Fact>
      <Fact name="This page">
        <span className="tabular inline-flex items-center gap-2">
          {PAGE_VERSION}
          {PAGE_VERSION !== version && <Chip tone="warn">Reload it</Chip>}
        </span>
      </Fact>
      <Fact name="Newest release">{releaseWords(version, release)}</Fact>
    </Facts>
  );
}

function releaseWords(version: string, { checked, newest }: HubStatus['release']) {
  if (!checked) return 'This hub does not look for releases';
  if (!newest) return 'None newer is known: there is none, or the hub could not look';
  if (!isOlder(version, newest.version)) return `${newest.version}: you have it`;
  return (
    <a
      href={newest.url}
      target="_blank"
      rel="noreferrer"
      className="tabular rounded font-medium text-accent-ink hover:underline"
    >
      {newest.version}: what is new
    </a>
  );
}
