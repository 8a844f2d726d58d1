// HTTP messages counted three ways: by what they are, by what is asked for, and by who answers.
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { CountedTree } from './counted-tree';
import { HttpMessages, type HttpMessageFacts } from './http-messages';

type CountMessage = (message: HttpMessageFacts) => void;

/** By hundreds of the status code; 0 = none of them. */
const CLASSES: Readonly<Record<number, string>> = { 0: '???: broken', 1: '1xx: Informational', 2: '2xx: Success', 3: '3xx: Redirection', 4: '4xx: Client Error', 5: '5xx: Server Error' };
/** A server that only says that it goes on has not answered well, as tshark counts. */
const FIRST_ANSWER = 200;
const FIRST_ERROR = 400;
/** In front of a method: an extension is mandatory (RFC 2774). */
const MANDATORY = /^M-/u;

export class HttpTree {
  readonly tree = new CountedTree();
  private readonly messages: HttpMessages;

  /** @param way how a message is counted in the tree: one of those below @param frames which count; null = all */
  constructor(session: Session, frames: FrameSet | null, way: (tree: CountedTree) => CountMessage) {
    const count = way(this.tree);
    this.messages = new HttpMessages(session, frames, (message) => {
      this.tree.at(session.store.between(1, message.frame) / 1e6);
      count(message);
    });
  }

  /** False when all frames that there are were looked at. */
  step(): boolean {
    return this.messages.step();
  }
}

/** Requests by method, responses by status. */
export function byKind(tree: CountedTree): CountMessage {
  const all = tree.node(null, 'Total HTTP Packets');
  const requests = tree.node(all, 'HTTP Request Packets');
  const responses = tree.node(all, 'HTTP Response Packets');
  const others = tree.node(all, 'Other HTTP Packets');
  const classes = Object.entries(CLASSES).map(([, name]) => tree.node(responses, name));
  return ({ method, code, meaning }) => {
    tree.count(all);
    if (code !== 0) {
      tree.count(responses);
      const hundreds = Math.floor(code / 100);
      const ofClass = classes[hundreds > 5 ? 0 : hundreds]!;
      tree.count(ofClass);
      tree.count(tree.node(ofClass, `${code} ${meaning}`));
    } else if (method !== '') {
      tree.count(requests);
      tree.count(tree.node(requests, method.replace(MANDATORY, '')));
    } else tree.count(others);
  };
}

/** Requests by host and path. */
export function byRequest(tree: CountedTree): CountMessage {
  const all = tree.node(null, 'HTTP Requests by HTTP Host');
  return ({ method, host, uri }) => {
    if (method === '') return;
    tree.count(all);
    if (host === '') return;
    const ofHost = tree.node(all, host);
    tree.count(ofHost);
    if (uri !== '') tree.count(tree.node(ofHost, uri));
  };
}

/** Requests by the servers' addresses and hosts, responses by address and whether they are errors. */
export function byServer(tree: CountedTree): CountMessage {
  const requests = tree.node(null, 'HTTP Requests by Server');
  const byAddress = tree.node(requests, 'HTTP Requests by Server Address');
  const byHost = tree.node(requests, 'HTTP Requests by HTTP Host');
  const responses = tree.node(null, 'HTTP Responses by Server Address');
  return ({ method, code, host, source, destination }) => {
    if (method !== '') {
      const address = tree.node(byAddress, destination);
      for (const node of [requests, byAddress, byHost, address]) tree.count(node);
      if (host === '') return;
      const name = tree.node(byHost, host);
      for (const node of [tree.node(address, host), name, tree.node(name, destination)]) tree.count(node);
    } else if (code !== 0) {
      const address = tree.node(responses, source);
      for (const node of [responses, address, tree.node(address, code >= FIRST_ANSWER && code < FIRST_ERROR ? 'OK' : 'KO')]) tree.count(node);
    }
  };
}
