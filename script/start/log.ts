/**
 * The lines of all processes in one stream: as they are, or readable text on a terminal.
 */
import pretty from "pino-pretty";

export type LineWriter = (name: string, line: string) => void;

export function createLog(output = process.stdout): LineWriter {
  const readable = output.isTTY
    ? pretty({ colorize: true, ignore: "pid,hostname", sync: true, destination: output.fd })
    : undefined;
  return (name, line) => {
    // A line that is not a log line (a crash, a warning) gets the name of its process.
    const text = line.startsWith("{") ? line : `${name}: ${line}`;
    (readable ?? output).write(`${text}\n`);
  };
}
