// Why lines of PDML differ from tshark's, by field and what of it differs.

/** @type {{ lines: RegExp, reason: string }[]} */
export const FORM_DIFFERENCES = [];
