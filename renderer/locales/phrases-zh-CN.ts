// The sentences of shared/live/phrase.ts in simplified Chinese.
import type { PhraseKey } from '../../shared/live/phrase';
import { bpfZhCN } from './bpf-zh-CN';
import { failureZhCN } from './failure-zh-CN';
import { healthZhCN } from './health-zh-CN';
import { permissionZhCN } from './permission-zh-CN';
import { writingZhCN } from './writing-zh-CN';

export const phrasesZhCN: Readonly<Record<PhraseKey, string>> = {
  'phrase.then': '{{first}}{{next}}',
  ...permissionZhCN,
  ...healthZhCN,
  ...bpfZhCN,
  ...failureZhCN,
  ...writingZhCN,
};
