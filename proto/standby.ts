/**
 * What a gateway says to the standbys of a kind in its question for their statistics: `act` while
 * it knows no other instance of the kind, else `wait`. To a kind without a standby it says nothing.
 */

export type StandbyWord = "act" | "wait";

const TEXTS: Readonly<Record<StandbyWord, string>> = {
  act: '{"standby":"act"}',
  wait: '{"standby":"wait"}',
};

export function standbyRequest(word: StandbyWord): string {
  return TEXTS[word];
}

/** Undefined for any other bytes: anyone who may ask for statistics can send them. */
export function readStandbyWord(data: Uint8Array): StandbyWord | undefined {
  // A6: nothing longer is read.
  if (data.length > TEXTS.wait.length) return undefined;
  const text = new TextDecoder().decode(data);
  if (text === TEXTS.act) return "act";
  return text === TEXTS.wait ? "wait" : undefined;
}
