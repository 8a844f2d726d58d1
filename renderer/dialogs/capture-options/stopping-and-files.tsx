// Where packets come from if not from an interface, where they are written, when the capture ends, and rings of files.
import { useId, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { changeDraft, useCaptureDraft } from '../../state/capture-options';
import { NumberSetting, SettingRow } from './setting-fields';

const SIZES = [
  { label: 'kB', size: 1000 },
  { label: 'MB', size: 1_000_000, usual: true },
  { label: 'GB', size: 1_000_000_000 },
];
const MOST = Number.MAX_SAFE_INTEGER;

export function StoppingAndFiles(): ReactNode {
  const text = useText();
  const { stop, ring, file, command } = useCaptureDraft((s) => s);
  const fileId = useId();
  const commandId = useId();
  const times = [
    { label: text('options.seconds'), size: 1 },
    { label: text('options.minutes'), size: 60 },
    { label: text('options.hours'), size: 3600 },
  ];
  const isRing = ring.packets + ring.bytes + ring.seconds > 0;
  return (
    <>
      <SettingRow label={text('options.file')} hint={text(file === '' ? 'options.fileOwn' : 'options.fileHint')} htmlFor={fileId}>
        <input id={fileId} className="input mono" value={file} maxLength={4096} spellCheck={false} autoComplete="off" placeholder={text('options.fileOwnName')} onChange={(event) => changeDraft({ file: event.target.value })} />
      </SettingRow>
      <h3>{text('options.stop')}</h3>
      <NumberSetting label={text('options.stopPackets')} value={stop.packets} min={0} max={MOST} onChange={(packets) => changeDraft({ stop: { ...stop, packets } })} />
      <NumberSetting label={text('options.stopBytes')} value={stop.bytes} min={0} max={MOST} units={SIZES} onChange={(bytes) => changeDraft({ stop: { ...stop, bytes } })} />
      <NumberSetting label={text('options.stopSeconds')} value={stop.seconds} min={0} max={MOST} units={times} onChange={(seconds) => changeDraft({ stop: { ...stop, seconds } })} />
      <h3>{text('options.ring')}</h3>
      <NumberSetting label={text('options.ringPackets')} value={ring.packets} min={0} max={MOST} onChange={(packets) => changeDraft({ ring: { ...ring, packets } })} />
      <NumberSetting label={text('options.ringBytes')} value={ring.bytes} min={0} max={MOST} units={SIZES} onChange={(bytes) => changeDraft({ ring: { ...ring, bytes } })} />
      <NumberSetting label={text('options.ringSeconds')} value={ring.seconds} min={0} max={MOST} units={times} onChange={(seconds) => changeDraft({ ring: { ...ring, seconds } })} />
      <NumberSetting label={text('options.ringFiles')} hint={text(isRing ? 'options.ringFilesHint' : 'options.ringOff')} value={ring.files} min={0} max={MOST} onChange={(files) => changeDraft({ ring: { ...ring, files } })} />
      <NumberSetting label={text('options.stopFiles')} value={stop.files} min={0} max={MOST} onChange={(files) => changeDraft({ stop: { ...stop, files } })} />
      <h3>{text('options.elsewhere')}</h3>
      <SettingRow label={text('options.command')} hint={text('options.commandHint')} htmlFor={commandId}>
        <input id={commandId} className="input mono wide-command" value={command} maxLength={8192} spellCheck={false} autoComplete="off" placeholder="ssh HOST tcpdump -U -w - -i eth0" onChange={(event) => changeDraft({ command: event.target.value })} />
      </SettingRow>
    </>
  );
}
