/** Fields of texts, by the writer of protobufjs. */
import type protobuf from "../protobuf.ts";
import { delimited } from "./tags.ts";

/** A field that is absent where it is empty. */
export function writeText(w: protobuf.Writer, number: number, text: string): void {
  if (text !== "") w.uint32(delimited(number)).string(text);
}

/** A repeated field. */
export function writeTexts(w: protobuf.Writer, number: number, texts: readonly string[]): void {
  for (let i = 0; i < texts.length; i++) w.uint32(delimited(number)).string(texts[i] as string);
}
