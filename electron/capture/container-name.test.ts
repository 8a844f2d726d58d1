// Containers by their control groups, as docker, podman, Kubernetes and lxc name these with systemd and without.
import { describe, expect, it } from 'vitest';
import { containerName, containerOfCgroup, plainName } from './container-name';

const ID = '0123456789abcdef'.repeat(4);

describe('containerOfCgroup', () => {
  it.each([
    [`0::/system.slice/docker-${ID}.scope`, 'docker', ID],
    [`12:pids:/docker/${ID}\n1:name=systemd:/docker/${ID}`, 'docker', ID],
    [`0::/machine.slice/libpod-${ID}.scope/container`, 'podman', ID],
    [`0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope`, 'podman', ID],
    [`0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podaa_bb.slice/cri-containerd-${ID}.scope`, 'containerd', ID],
    [`0::/kubepods.slice/kubepods-podaa_bb.slice/crio-${ID}.scope`, 'cri-o', ID],
    [`9:memory:/kubepods/besteffort/pod1234-56/${ID}`, 'containerd', ID],
    ['0::/lxc.payload.web/system.slice/ssh.service', 'lxc', 'web'],
    ['4:memory:/lxc/web/init.scope', 'lxc', 'web'],
    ['0::/machine.slice/machine-my\\x2dbox.scope/payload', 'nspawn', 'my-box'],
  ])('%s', (cgroup, engine, id) => {
    expect(containerOfCgroup(`${cgroup}\n`)).toEqual({ engine, id });
  });

  it.each(['0::/', '0::/system.slice/docker.service', `0::/system.slice/docker-${ID.slice(1)}.scope`, '0::/user.slice/user-1000.slice/session-2.scope', '0::/lxc.monitor.web', ''])('%s is none', (cgroup) => {
    expect(containerOfCgroup(cgroup)).toBeNull();
  });
});

it('a container without a name that may be read goes by its short id', async () => {
  expect(await containerName({ engine: 'docker', id: ID })).toBe('docker 0123456789ab');
  expect(await containerName({ engine: 'lxc', id: 'web' })).toBe('web');
});

it('plainName leaves nothing that acts on a terminal or turns text around', () => {
  expect(plainName(' \u001b[31mred\u202e\u0007\n')).toBe('[31mred');
  expect(plainName('x'.repeat(500))).toHaveLength(64);
});
