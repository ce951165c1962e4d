// Currencies and their minor units, by the runtime's own data. Amounts are whole minor units: no sum of them is ever rounded.

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** As large as an amount may be in minor units: below it every whole number is exact. */
export const largestMinor = 9_000_000_000_000_000;

/** Whether the code is a currency of ISO 4217, in capitals. */
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** How many decimals a currency has: two for the krone, none for the yen, three for the dinar of Kuwait. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
