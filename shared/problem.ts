// A problem that a user can be told of: what happened, where, what to do. Plain data, so it crosses any pipe.

/** Closed list of codes; each has its sentence in the renderer's locales and an English one in `message`. */
export type ProblemCode =
  | 'NL-PROF-01' // no settings of Wireshark there
  | 'NL-FILE-01' // cannot open: does not exist
  | 'NL-FILE-02' // cannot open: no permission
  | 'NL-FILE-03' // a directory
  | 'NL-FILE-04' // empty file
  | 'NL-FILE-05' // not a capture file (magic not known)
  | 'NL-FILE-06' // capture format known, variant or version not supported
  | 'NL-FILE-07' // ends inside a record or block
  | 'NL-FILE-08' // damaged: a length or structure that cannot be
  | 'NL-FILE-09' // read error from the system
  | 'NL-FILE-10' // compressed data damaged or cut
  | 'NL-FILE-11' // changed on disk while open
  | 'NL-CALL-01' // a call that the engine does not know or whose arguments have the wrong shape
  | 'NL-CALL-02' // no capture is open
  | 'NL-CALL-03' // frame number out of range
  | 'NL-CALL-04' // cancelled
  | 'NL-CAP-01' // the capture program is not built and no other is installed
  | 'NL-CAP-02' // no permission to capture (CAP_NET_RAW)
  | 'NL-CAP-03' // no such device, or it is gone
  | 'NL-CAP-04' // the device is down
  | 'NL-CAP-05' // the capture filter is wrong
  | 'NL-CAP-06' // an option that the device cannot have (link type, monitor mode, time stamps, buffer)
  | 'NL-CAP-07' // the capture file cannot be written (disk full, no permission)
  | 'NL-CAP-08' // the capture program, or the command whose output is captured, ended by itself
  | 'NL-CAP-09' // network namespace not there or not permitted
  | 'NL-CAP-10' // a capture is running, or none is
  | 'NL-CAP-11' // a host that no route reaches, or that has no address
  | 'NL-FILTER-01' // the text is no display filter
  | 'NL-FIND-01' // what is looked for is no value or pattern of its kind
  | 'NL-NOTE-01' // notes on frames of another version of the file
  | 'NL-NOTE-02' // notes cannot be kept or read again
  | 'NL-NOTE-03' // comments that a file's format cannot hold
  | 'NL-BUG-01'; // a bug in Netloupe

export interface Problem {
  readonly code: ProblemCode;
  /** One plain English sentence or two: what happened, where, what to do. */
  readonly message: string;
  /** What the message was made from, for translation: file, frame, offset (bytes), … */
  readonly values: Readonly<Record<string, string | number>>;
}

export function problem(code: ProblemCode, message: string, values: Problem['values'] = {}): Problem {
  return { code, message, values };
}

/** A Problem on its way up a call stack. Caught at the boundary and sent as plain data. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}
