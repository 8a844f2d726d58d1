// What tcpdump's text of a packet takes from the packets before it.
import { TcpOrigins } from './tcp-origins';

export interface DumpTime {
  readonly seconds: number;
  readonly nanos: number;
}

/** Connections whose first sequence numbers are remembered; beyond this many the oldest are forgotten. */
const MAX_CONNECTIONS = 1 << 18;

export class DumpState {
  /** Number of the packet that is printed, from 1. */
  number = 0;
  first: DumpTime | null = null;
  previous: DumpTime | null = null;
  readonly tcp = new TcpOrigins(MAX_CONNECTIONS);
  /** What one protocol keeps, under its name; the oldest are dropped where there are too many. */
  private readonly memories = new Map<string, Map<string, unknown>>();

  recall(protocol: string, key: string): unknown {
    return this.memories.get(protocol)?.get(key);
  }

  remember(protocol: string, key: string, value: unknown, most = MAX_CONNECTIONS): void {
    const memory = this.memories.get(protocol) ?? new Map<string, unknown>();
    this.memories.set(protocol, memory);
    if (memory.size >= most && !memory.has(key)) {
      for (const oldest of memory.keys()) {
        memory.delete(oldest);
        break;
      }
    }
    memory.set(key, value);
  }
}
