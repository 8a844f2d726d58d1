// Captures of which a table is not tshark's, and why: a pattern of their names, perhaps one of the tables, and the reason.

export const TABLE_DIFFERENCES = [
  { captures: /decode-too-many-layers/, reason: 'more than 64 layers in a frame are not taken apart' },
];
