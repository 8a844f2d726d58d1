// What the engine thread answers about this host rather than about the open capture: interfaces, capture filters, permission, health.
import { checkCaptureFilter } from '../capture/capture-filter';
import { deviceAbilities } from '../capture/device-abilities';
import { readTraffic } from '../capture/interface-traffic';
import { listInterfaces } from '../capture/interfaces';
import { routeTo } from '../capture/route';
import { healthReport } from '../system/capture-health';
import { applyFix, doctorReport } from '../system/permission-doctor';
import type { EngineHandlers } from '../../shared/ipc/rpc';

export const systemHandlers = {
  'captureFilter.check': ({ filter, linktype, snaplen }) => checkCaptureFilter(filter, linktype, snaplen),
  'interfaces.list': () => listInterfaces(),
  'interfaces.device': ({ name, netns, monitor }) => deviceAbilities(name, netns, monitor),
  'interfaces.traffic': () => readTraffic(),
  'interfaces.route': ({ host, netns }) => routeTo(host, netns),
  'doctor.report': () => doctorReport(),
  'doctor.health': ({ interfaces }) => healthReport(interfaces),
  'doctor.apply': ({ id, undo }) => applyFix(id, undo),
} satisfies Partial<EngineHandlers>;
