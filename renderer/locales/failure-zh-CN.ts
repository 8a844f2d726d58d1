// Why a capture cannot start, or ended, in simplified Chinese; the keys are those of shared/live/failure-en.ts.
import type { failureEn } from '../../shared/live/failure-en';

export const failureZhCN: Readonly<Record<keyof typeof failureEn, string>> = {
  'failure.permission': '无法打开 {{interface}}：捕获程序没有捕获权限（缺少 CAP_NET_RAW）。“捕获权限诊断”或 netloupe doctor 会说明如何解决。',
  'failure.nodevice': '没有接口 {{interface}}。netloupe interfaces 会列出现有的接口（{{text}}）。',
  'failure.gone': '接口 {{interface}} 已不存在：它在捕获期间被移除。之前捕获的内容已保留。',
  'failure.down': '接口 {{interface}} 未启用。重新启用后会继续捕获：ip link set {{interface}} up',
  'failure.filter': '捕获过滤器有误：{{text}}',
  'failure.linktype': '{{interface}} 没有此链路类型：{{text}}',
  'failure.monitor': '{{interface}} 不支持监听模式：{{text}}',
  'failure.timestamp': '{{interface}} 不支持此时间戳类型：{{text}}',
  'failure.buffer': '内核无法为 {{interface}} 提供这么大的缓冲区：{{text}}',
  'failure.netns': '无法进入 {{interface}} 所在的网络命名空间：{{text}}。这需要 root（CAP_SYS_ADMIN）。',
  'failure.write': '无法写入捕获文件：{{text}}。捕获已停止，之前写入的内容完整可读。',
  'failure.ended': '捕获已结束：{{text}}',
  'failure.notBuilt': '没有可用于捕获的程序：捕获程序尚未构建，也没有安装 dumpcap 或 tcpdump。在 Debian 上：运行 apt-get install gcc libc6-dev libpcap-dev，然后运行 npm run build；或运行 apt-get install tcpdump。',
  'failure.commandEnded': '{{command}} 已结束（{{status}}）。',
  'failure.commandEndedSaying': '{{command}} 已结束（{{status}}）：{{text}}',
  'failure.openQuote': '命令第 {{column}} 列的引号没有闭合。',
  'failure.needsShell': '命令不经过 shell 运行，而 “{{word}}” 需要 shell。请加引号，或用 sh -c \'…\' 运行。',
  'failure.noCommand': '命令为空。例如：ssh HOST sudo tcpdump -U -w -',
  'failure.onlySsh': '窗口只能从 ssh 命令捕获，不能从 {{word}} 捕获。在命令行中可以：netloupe capture --remote \'…\'',
  'failure.sshOption': '窗口不会把选项 {{word}} 传给 ssh。请改写到 ~/.ssh/config 中。',
  'failure.noHost': 'ssh 命令中没有主机。例如：ssh HOST sudo tcpdump -U -w -',
};
