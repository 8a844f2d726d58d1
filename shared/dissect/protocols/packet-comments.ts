// What somebody wrote about a frame: shown in front of it. Not carried by anything.
import { none, text } from '../field';
import { protocol } from '../protocol';

export const packetComments = protocol({
  id: 'pkt_comment', name: 'Packet comments', column: '', spec: 'draft-ietf-opsawg-pcapng', over: {},
  fields: {
    '.frame.comment': text('Comment', { doc: 'What somebody wrote about the frame, in the file or in Netloupe' }),
    '.frame.comment.expert': none('Formatted comment'),
  },
  dissect(p, f) {
    // No bytes of the frame are the comments'.
    if (p.inTree) [p.layerNode.start, p.layerNode.length] = [-1, 0];
    for (const comment of p.context.comments) {
      p.put(f['.frame.comment'], comment, -1, 0);
      if (p.inTree) p.last.text = comment;
      p.expert(f['.frame.comment.expert'], 'comment', 'Comment', comment);
    }
  },
});
