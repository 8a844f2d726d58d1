// Whether tshark is installed: tests that hold something against it are skipped without it.
import { spawnSync } from 'node:child_process';

export const hasTshark = spawnSync('tshark', ['-v']).status === 0;
