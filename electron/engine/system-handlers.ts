// What the engine thread answers about this host rather than about the open capture: interfaces, capture filters, permission, health.
import type { EngineHandlers } from '../../shared/ipc/rpc';

export const systemHandlers: Partial<EngineHandlers> = {};
