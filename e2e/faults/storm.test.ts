import { expect, it } from 'vitest';
import { PERSON } from '../harness/person.ts';
import { FaultProxy } from '../harness/proxy.ts';
import { Stage } from '../harness/stage.ts';

const SOCKETS = 200;

it('[F22] two hundred sockets that drop and return at once are all served again, and nobody is locked out', async () => {
  await using stage = await Stage.open();
  await using proxy = await FaultProxy.start(stage.drover.url);
  const { sessionId, viewer: first } = await stage.bash();
  const open = () => stage.view(sessionId, { via: proxy.url, draws: false });
  const viewers = Array.from({ length: SOCKETS }, open);
  await Promise.all(viewers.map((viewer) => viewer.until(() => viewer.arrivals > 0)));

  for (let storm = 1; storm <= 3; storm++) {
    const back = viewers.map((viewer) => viewer.until(() => viewer.arrivals > storm));
    proxy.reset();
    await Promise.all(back);
  }
  first.type('echo after the ""storms\r');
  await Promise.all(viewers.map((viewer) => viewer.until(() => viewer.bytes.includes('after the storms'))));
  await expect.poll(async () => (await stage.person.session(sessionId)).viewers).toBe(SOCKETS + 1);
  const answer = await fetch(`${stage.drover.url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stage.drover.url },
    body: JSON.stringify(PERSON),
  });
  expect(answer.status).toBe(200);
});
