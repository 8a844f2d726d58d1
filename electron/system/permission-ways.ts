// The usual ways to the permission to capture, each with the risk it really has.
import type { Way } from '../../shared/live/doctor';
import { say } from '../../shared/live/phrase';
import { quoted } from './fixes';

/** @param program our capture program @param group whose members may run it @param user who is to capture */
export function linuxWays(program: string, group: string, user: string): Way[] {
  const path = quoted(program);
  const who = quoted(user === '' ? 'USER' : user);
  return [
    {
      id: 'capability', way: say('way.capability'), risk: say('way.capability.risk'), undo: `sudo setcap -r ${path}`,
      command: `sudo chgrp ${quoted(group)} ${path} && sudo chmod 750 ${path} && sudo setcap cap_net_raw=ep ${path}`,
    },
    {
      id: 'wireshark', way: say('way.wireshark'), risk: say('way.wireshark.risk'), undo: `sudo gpasswd -d ${who} wireshark && sudo setcap -r /usr/bin/dumpcap`,
      command: `sudo dpkg-reconfigure wireshark-common && sudo usermod -aG wireshark ${who}`,
    },
    { id: 'sudo-capture', way: say('way.sudoCapture'), command: 'sudo tcpdump -U -w - -i any | netloupe read -r -', risk: say('way.sudoCapture.risk'), undo: '' },
    { id: 'sudo-all', way: say('way.sudoAll'), command: 'sudo netloupe', risk: say('way.sudoAll.risk'), undo: '' },
    { id: 'setuid', way: say('way.setuid'), command: `sudo chown root:${quoted(group)} ${path} && sudo chmod 4750 ${path}`, risk: say('way.setuid.risk'), undo: `sudo chmod 750 ${path}` },
    { id: 'container', way: say('way.container'), command: 'docker run --cap-add=NET_RAW --network=host IMAGE', risk: say('way.container.risk'), undo: say('way.container.undo') },
  ];
}

export function macosWays(user: string): Way[] {
  const who = quoted(user === '' ? 'USER' : user);
  return [
    {
      id: 'chmod-bpf', way: say('way.chmodBpf'), risk: say('way.chmodBpf.risk'), undo: `sudo dseditgroup -o edit -d ${who} -t user access_bpf`,
      command: 'open "/Library/Application Support/Wireshark/ChmodBPF" || brew install --cask wireshark-chmodbpf',
    },
    { id: 'chown-bpf', way: say('way.chownBpf'), command: `sudo chown ${who} /dev/bpf*`, risk: say('way.chownBpf.risk'), undo: 'sudo chown root /dev/bpf*' },
    { id: 'sudo-capture', way: say('way.sudoCapture'), command: 'sudo tcpdump -U -w - -i en0 | netloupe read -r -', risk: say('way.sudoMacos.risk'), undo: '' },
  ];
}

export function windowsWays(): Way[] {
  return [
    { id: 'npcap-all', way: say('way.npcapAll'), command: say('way.npcapAll.command'), risk: say('way.npcapAll.risk'), undo: say('way.npcapAll.undo') },
    { id: 'npcap-admin', way: say('way.npcapAdmin'), command: say('way.npcapAdmin.command'), risk: say('way.npcapAdmin.risk'), undo: say('way.npcapAdmin.undo') },
  ];
}
