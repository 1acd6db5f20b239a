/** What a file is, by its first bytes: so that an error can name the kind of a wrong file. */
import { open, stat } from "node:fs/promises";
import { TITLE } from "./fields.ts";

const HEAD_BYTES = 64;
export const SSIM_BEGINS = `1${TITLE}`;

/**
 * The first bytes of a file, for `fileKind`. A pipe or a device is not waited for: it is unknown
 * whether it ever ends.
 */
export async function headOf(path: string): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory())
    throw new Error("it is a pipe or a device; a file would be right");
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const BOM = [0xef, 0xbb, 0xbf];

/**
 * The bytes without the byte order mark of UTF-8, which some editors write before plain ASCII too.
 */
export function withoutBomBytes(bytes: Uint8Array): Uint8Array {
  return BOM.every((byte, i) => bytes[i] === byte) ? bytes.subarray(BOM.length) : bytes;
}

/** `ssim` and `gzip` can be read; anything else is the name of the kind. */
export function fileKind(
  head: Uint8Array,
): "ssim" | "gzip" | "empty" | "unknown" | { readonly foreign: string } {
  const text = Buffer.from(withoutBomBytes(head).subarray(0, HEAD_BYTES)).toString("latin1");
  if (text === "") return "empty";
  if (text.startsWith("1AIRLINE STANDARD")) return "ssim";
  if (text.startsWith("\x1f\x8b")) return "gzip";
  if (text.startsWith("%PDF")) return { foreign: "a PDF" };
  if (text.startsWith("PK\x03\x04")) return { foreign: "a ZIP archive: unpack it first" };
  if (text.startsWith("\xff\xfe") || text.startsWith("\xfe\xff"))
    return { foreign: "text in UTF-16: save it as plain ASCII" };
  if (text.startsWith("\xf1\xc1\xc9")) return { foreign: "EBCDIC: convert it to ASCII first" };
  if (/^\s*</.test(text)) return { foreign: "HTML or XML" };
  return "unknown";
}
