/**
 * The currencies that the form offers: those of the rates that ship (`common/money/rates.json`).
 */
export const CURRENCIES: readonly string[] = [
  "USD EUR GBP AED AUD BGN BHD BRL CAD CHF CNY CZK DKK HKD HUF IDR ILS INR ISK",
  "JOD JPY KRW KWD MXN MYR NOK NZD OMR PHP PLN QAR RON SAR SEK SGD THB TRY ZAR",
].flatMap((codes) => codes.split(" "));
