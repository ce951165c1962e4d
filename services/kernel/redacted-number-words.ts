// Words for numbers in the three languages, as alternatives of a pattern, by how many digits each stands for.

export const ones = 'zero|oh|null|one|two|three|four|five|six|seven|eight|nine|ett|én|en|to|tre|fire|fem|seks|sju|syv|åtte|ni|нуль|ноль|один|одна|два|дві|три|чотири|п[\'’ʼ]ять|шість|сім|вісім|дев[\'’ʼ]ять';
export const tens = 'twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|tjue|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti|двадцять|тридцять|сорок|п[\'’ʼ]ятдесят|шістдесят|сімдесят|вісімдесят|дев[\'’ʼ]яносто';
export const teens = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|десять|одинадцять|дванадцять|тринадцять|чотирнадцять|п[\'’ʼ]ятнадцять|шістнадцять|сімнадцять|вісімнадцять|дев[\'’ʼ]ятнадцять';
export const hundreds = 'сто|двісті|триста|чотириста|п[\'’ʼ]ятсот|шістсот|сімсот|вісімсот|дев[\'’ʼ]ятсот';
/** After one to nine: "nine hundred". */
export const hundred = 'hundred|hundre';
export const repeats = 'double|triple|dobbel|dobbelt|trippel|подвійний|подвійна|двічі|тричі';
export const joinedTens = `(?:${tens})(?:${ones})`;
/** All that may be part of a number. */
export const numberWords = `${joinedTens}|${hundreds}|${teens}|${tens}|${ones}|${hundred}|${repeats}|plus|pluss|плюс`;
