import { expect, it } from 'vitest';
import { produce } from '../harness/produced.ts';
import { FaultProxy } from '../harness/proxy.ts';
import { Random } from '../harness/random.ts';
import { Spooled, sha256 } from '../harness/spool.ts';
import { LONG, Stage } from '../harness/stage.ts';

/** How often each is killed; link resets come in the middle of a frame. */
const KILLS = LONG
  ? { hub: 250, daemon: 250, 'viewer link': 300, 'daemon link': 200 }
  : { hub: 3, daemon: 3, 'viewer link': 8, 'daemon link': 6 };
type Target = keyof typeof KILLS;

const TARGETS = Object.entries(KILLS).flatMap(([target, times]) =>
  Array<Target>(times).fill(target as Target),
);

/** Little enough that what one outage costs is sent raw, and that most of it is kept to the end. */
const BYTES_PER_SECOND = 10_000;

const MINUTE = 60_000;

it(
  `no byte is lost or doubled in ${TARGETS.length} random kills of hub, daemon and links`,
  async () => {
    await using daemonLine = await FaultProxy.start();
    await using stage = await Stage.open({ daemonLine });
    const { drover } = stage;
    await using viewerLine = await FaultProxy.start(drover.url);
    const { sessionId, viewer, holder } = await stage.bash({ via: viewerLine.url, draws: false });
    const random = new Random();
    const kill: Record<Target, () => Promise<void>> = {
      hub: () => drover.hub.kill().then(drover.startHub),
      daemon: () => drover.daemon.kill().then(drover.startDaemon),
      'viewer link': () => viewerLine.resetAfter(random.below(3_000)),
      'daemon link': () => daemonLine.resetAfter(random.below(3_000), 'toServer'),
    };

    viewer.type(produce(Number.MAX_SAFE_INTEGER, BYTES_PER_SECOND));
    await viewer.until(() => viewer.offset > BYTES_PER_SECOND);
    for (const [done, target] of random.shuffled(TARGETS).entries()) {
      await random.wait(100);
      // Now and then the next kill comes while this one is still being recovered from.
      if (random.below(4) === 0) await kill[target]();
      else await viewer.comesBackAfter(kill[target], 3 * MINUTE);
      if (done % 50 === 49) console.log(`${done + 1} kills of ${TARGETS.length}, ${viewer.offset} bytes`);
    }
    holder.endProducer();
    await viewer.until(() => Buffer.concat(viewer.received.slice(-3)).includes('finished'), MINUTE);

    await viewer.until(() => viewer.offset === new Spooled(drover, sessionId).end, MINUTE); // the prompt, too

    const spooled = new Spooled(drover, sessionId);
    const from = Math.max(spooled.floor, viewer.receivedFrom);
    expect(sha256(viewer.bytes.subarray(from - viewer.receivedFrom))).toBe(sha256(spooled.read(from)));
    // An outage of minutes, on a machine that has better things to do, is made up for by a snapshot.
    expect(viewer.resets.filter((reason) => reason !== 'far')).toEqual(['start']);
    stage.expectInvariants();
  },
  50 * MINUTE,
);
