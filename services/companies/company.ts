// What a company says of itself: name, country, currency, zone. It refuses codes that no standard has.
import { invalid } from '../kernel/errors.ts';
import { isCurrency } from '../kernel/money.ts';
import { isTimeZone } from '../kernel/zone.ts';
import { isCountry } from './country.ts';

export const companyParams = {
  name: { type: 'string', min: 1, max: 200 }, country: { type: 'string', pattern: /^[A-Z]{2}$/ }, currency: { type: 'string', pattern: /^[A-Z]{3}$/ }, timeZone: { type: 'string', max: 64 },
} as const;

/** Throws where a code has the right form and means nothing. */
export function assertCompany({ country, currency, timeZone }: { country: string; currency: string; timeZone: string }): void {
  if (!isCountry(country)) throw invalid('country', 'is not a country', 'use two letters of ISO 3166-1, such as NO');
  if (!isCurrency(currency)) throw invalid('currency', 'is not a currency', 'use three letters of ISO 4217, such as NOK');
  if (!isTimeZone(timeZone)) throw invalid('timeZone', 'is not a time zone', 'use an IANA name such as Europe/Oslo');
}
