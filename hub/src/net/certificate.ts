import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:tls';
import { shellWord } from '@drover/protocol';
import type { TlsFiles } from '../config/config.ts';
import { ExitCode, StartError } from '../config/start-error.ts';
import type { Logger } from '../log/logger.ts';

export type Certificate = { cert: Buffer; key: Buffer };

/** Reads a certificate and its key, and checks that they belong together. Throws `StartError` (78). */
export function readCertificate({ certFile, keyFile }: TlsFiles): Certificate {
  const cert = read('--tls-cert', certFile);
  const key = read('--tls-key', keyFile);
  if ((statSync(keyFile).mode & 0o077) !== 0) {
    throw unusable('--tls-key', keyFile, `may be read by others; close it: chmod 600 ${shellWord(keyFile)}`);
  }
  const certificate = parsed('--tls-cert', certFile, 'certificate', () => new X509Certificate(cert));
  const privateKey = parsed('--tls-key', keyFile, 'private key without a password', () =>
    createPrivateKey(key),
  );
  if (certificate.checkPrivateKey(privateKey)) return { cert, key };
  throw unusable('--tls-key', keyFile, `is not the key of the certificate in '${certFile}'`);
}

/** Gives a server its certificate anew whenever the files change; connections that are open stay. */
export class CertificateWatch {
  readonly #files: TlsFiles;
  readonly #server: Server;
  readonly #log: Logger;
  readonly #look = (now: { mtimeMs: number; ino: number }, before: { mtimeMs: number; ino: number }) => {
    if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) this.#reload();
  };

  constructor(files: TlsFiles, server: Server, everyMs: number, log: Logger) {
    this.#files = files;
    this.#server = server;
    this.#log = log;
    // By looking at them, because tools replace these files and the links to them in every thinkable way.
    for (const file of this.#names) watchFile(file, { interval: everyMs }, this.#look).unref();
  }

  end(): void {
    for (const file of this.#names) unwatchFile(file, this.#look);
  }

  get #names(): string[] {
    return [this.#files.certFile, this.#files.keyFile];
  }

  /** Between the writing of the one file and the other they do not match: then the old ones go on. */
  #reload(): void {
    try {
      this.#server.setSecureContext(readCertificate(this.#files));
      this.#log.info('the certificate was read again');
    } catch (error) {
      this.#log.warn({ err: error }, 'the new certificate cannot be used; the old one stays');
    }
  }
}

function read(flag: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw unusable(flag, file, 'cannot be read by this user');
  }
}

function parsed<T>(flag: string, file: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw unusable(flag, file, `is not a ${what} in PEM`);
  }
}

const unusable = (flag: string, file: string, why: string) =>
  new StartError(ExitCode.config, `${flag} '${file}' ${why}`);
