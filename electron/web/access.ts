// Who may talk to the web host: the one-time token, the session cookie, and the Host and Origin headers.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is turned away: the status and one sentence. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly reason: string;
}

/** Loopback by name or number; the port may be another one, as behind `ssh -L`. Anything else is DNS rebinding or a mistake. */
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;
const SECRET_BYTES = 32;

export class Access {
  private readonly tokens = new Set<string>();
  private readonly sessions = new Set<string>();

  /** Cookies are shared by all ports of a host: the name keeps two Netloupes apart. */
  constructor(private readonly cookieName: string) {}

  /** A token that opens one session, once. */
  newToken(): string {
    return remember(this.tokens);
  }

  /** The Set-Cookie value in exchange for an unused token; null for any other. */
  exchange(token: string): string | null {
    if (!forget(this.tokens, token)) return null;
    return `${this.cookieName}=${remember(this.sessions)}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Null if the request names this host and, where it says whence it comes, comes from its page. */
  refuseForeign(request: IncomingMessage, originNeeded: boolean): Refusal | null {
    const { host, origin } = request.headers;
    if (host === undefined || !LOOPBACK_HOST.test(host)) {
      return { status: 421, reason: 'This host answers to 127.0.0.1 and localhost only.' };
    }
    if (origin === undefined ? originNeeded : origin !== `http://${host}`) {
      return { status: 403, reason: 'Another site may not talk to Netloupe.' };
    }
    return null;
  }

  refuseStranger(request: IncomingMessage): Refusal | null {
    if (has(this.sessions, cookie(request, this.cookieName))) return null;
    return {
      status: 403,
      reason: 'Open the address that Netloupe printed, with its token. A token works once; press Enter in the terminal for a new one.',
    };
  }
}

function remember(secrets: Set<string>): string {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  secrets.add(digest(secret));
  return secret;
}

function has(secrets: ReadonlySet<string>, secret: string): boolean {
  const wanted = Buffer.from(digest(secret));
  let found = false;
  for (const known of secrets) found = timingSafeEqual(Buffer.from(known), wanted) || found;
  return found;
}

function forget(secrets: Set<string>, secret: string): boolean {
  return has(secrets, secret) && secrets.delete(digest(secret));
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function cookie(request: IncomingMessage, name: string): string {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value ?? '';
  }
  return '';
}
