// Whether the installed tcpdump is the one whose text ours is held against.
import { spawnSync } from 'node:child_process';

/** Its text differs between versions. */
const VERSION = /tcpdump version 4\.99\.3\b/;

const said = spawnSync('tcpdump', ['--version'], { encoding: 'utf8' });

export const hasTcpdump = said.error === undefined && VERSION.test(said.stdout + said.stderr);
