import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for localhost, signed by an authority that nobody knows. */
export function makeCertificate(): { key: Buffer; cert: Buffer; authorityFile: string } {
  const dir = mkdtempSync(join(tmpdir(), 'drover-e2e-ca-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority');
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  openssl('req', ...key, '-keyout', 'key.pem', '-out', 'request.pem', ...name);
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', 'request.pem', ...by, '-out', 'cert.pem');
  return {
    key: readFileSync(join(dir, 'key.pem')),
    cert: readFileSync(join(dir, 'cert.pem')),
    authorityFile: join(dir, 'ca.pem'),
  };
}
