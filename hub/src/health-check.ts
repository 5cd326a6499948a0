// Ends with 0 when the hub of this container can serve, else with 1. For the engine's health check.

const port = process.env.DROVER_PORT ?? '8000';

// A hub with a certificate of its own is asked on loopback too, which no certificate names.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning'); // Node warns of that

const isReady = async (scheme: string): Promise<boolean> => {
  const answer = await fetch(`${scheme}://127.0.0.1:${port}/api/ready`).catch(() => undefined);
  return answer?.ok ?? false;
};

process.exit((await isReady('http')) || (await isReady('https')) ? 0 : 1);
