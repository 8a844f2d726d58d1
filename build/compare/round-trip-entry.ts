// What the round trip of captures runs in one process: the command that writes a copy, and the comparison of two captures.
export { readCommand } from '../../electron/cli/read-command';
export { captureDifference } from '../testing/capture-lines';
