// The usual ways to the permission to capture, each with the risk it really has. Words only.
import type { DoctorReport } from '../../shared/live/doctor';
import { quoted } from './fixes';

type Ways = DoctorReport['ways'];

/** @param program our capture program @param group whose members may run it @param user who is to capture */
export function linuxWays(program: string, group: string, user: string): Ways {
  const path = quoted(program);
  const who = quoted(user === '' ? 'USER' : user);
  return [
    {
      way: 'File capability on Netloupe’s capture program',
      command: `sudo chgrp ${quoted(group)} ${path} && sudo chmod 750 ${path} && sudo setcap cap_net_raw=ep ${path}`,
      risk: 'Members of the group can read all traffic of this machine, and send forged packets if the program had a fault. It parses nothing, and gives the capability up once its devices are open; files are written with the user’s own rights. The smallest of these risks.',
      undo: `sudo setcap -r ${path}`,
    },
    {
      way: 'Group wireshark (dumpcap with capabilities)',
      command: `sudo dpkg-reconfigure wireshark-common && sudo usermod -aG wireshark ${who}`,
      risk: 'The same for all members of the group, by a larger program; Debian gives dumpcap CAP_NET_ADMIN as well, with which a fault could change addresses, routes and firewall. Counts after the next login.',
      undo: `sudo gpasswd -d ${who} wireshark && sudo setcap -r /usr/bin/dumpcap`,
    },
    {
      way: 'sudo for the capture alone',
      command: 'sudo tcpdump -U -w - -i any | netloupe read -r -',
      risk: 'tcpdump starts as root and on Debian goes on as user tcpdump. A sudo rule without a password for tcpdump is as good as root: -z runs any program, -w writes any file.',
      undo: '',
    },
    {
      way: 'sudo for all of Netloupe',
      command: 'sudo netloupe',
      risk: 'Window, dissectors and file dialogs run as root, and Chromium without its sandbox: a fault in any dissector, met by a hostile packet, owns the machine. Not needed for anything.',
      undo: '',
    },
    {
      way: 'Set-user-ID root on the capture program',
      command: `sudo chown root:${quoted(group)} ${path} && sudo chmod 4750 ${path}`,
      risk: 'The program starts with every right of root, not with one, until it gives them up. For file systems that keep no capabilities.',
      undo: `sudo chmod 750 ${path}`,
    },
    {
      way: 'In a container',
      command: 'docker run --cap-add=NET_RAW … (and --network=host to see the host’s interfaces)',
      risk: 'NET_RAW is in Docker’s default set, in Kubernetes’ restricted profile it is not. The container sees and forges traffic of its own network; with --network=host, of the whole machine. --privileged gives far more and is not needed.',
      undo: 'start it without --cap-add',
    },
  ];
}

export function macosWays(user: string): Ways {
  const who = quoted(user === '' ? 'USER' : user);
  return [
    {
      way: 'ChmodBPF (comes with Wireshark)',
      command: 'open "/Library/Application Support/Wireshark/ChmodBPF" (or: brew install --cask wireshark-chmodbpf)',
      risk: 'Members of access_bpf read all traffic and send forged packets, by any program they run. Stays after a restart.',
      undo: `sudo dseditgroup -o edit -d ${who} -t user access_bpf`,
    },
    { way: 'Opening /dev/bpf* until the next restart', command: `sudo chown ${who} /dev/bpf*`, risk: 'Every program of this user can capture and send, until the machine is restarted.', undo: 'sudo chown root /dev/bpf*' },
    { way: 'sudo for the capture alone', command: 'sudo tcpdump -U -w - -i en0 | netloupe read -r -', risk: 'tcpdump runs as root while it captures.', undo: '' },
  ];
}

export function windowsWays(): Ways {
  return [
    { way: 'Npcap for everybody', command: 'npcap installer, “Restrict Npcap driver’s access to Administrators only” not ticked', risk: 'Every user of this machine, and every program, can capture and send.', undo: 'install it again with the box ticked' },
    { way: 'Npcap for administrators', command: 'npcap installer, “Restrict Npcap driver’s access to Administrators only” ticked', risk: 'Each capture asks by User Account Control; only a small program of Npcap is elevated.', undo: 'uninstall Npcap' },
  ];
}
