// Names of private enterprise numbers (IANA) that DHCP clients and relays send; the registry holds 60,000.

export const ENTERPRISE_NAMES: Readonly<Record<number, string>> = {
  9: 'ciscoSystems',
  11: 'Hewlett-Packard',
  311: 'Microsoft',
  343: 'Intel Corporation',
  3561: "Broadband Forum (previously 'DSL Forum')",
  4491: 'Cable Television Laboratories, Inc.',
};

export function enterpriseText(number: number): string {
  return `${ENTERPRISE_NAMES[number] ?? 'Unknown'} (${number})`;
}
