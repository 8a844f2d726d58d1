// An edit that changes nothing, as the window sends it.
import type { EditPlan } from '../../../shared/capture-edit/edit-plan';

export const PLAIN_PLAN: EditPlan = {
  ranges: null, rangesMean: 'keep', after: null, before: null, shift: null, strict: null, snaplen: 0, chops: [], adjustsLength: false, linktype: null, duplicates: null, dropsVlan: false, clearsUnused: false, damage: null,
};
