/** The commands of `scatter` and their options, as completion of a shell needs them. */
import type { Command, Option } from "commander";
import { CABINS, SORTS } from "../../proto/closed-sets.ts";
import type { ScatterCommand } from "./scatter-command.ts";

export interface CompletedOption {
  /** `--cabin`; a few have a short form too. */
  readonly flags: readonly string[];
  readonly about: string;
  /** What may stand after it: nothing, a file, one of some words, or any text. */
  readonly value: "none" | "file" | "text" | readonly string[];
}

export interface CompletedCommand {
  /** The words by which it is called: `scatter timetable import`. */
  readonly path: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  /** The names of its own commands, and any other words that may stand there. */
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly takesFiles: boolean;
}

/** Values that the gateway checks, and that an option does not list by itself. */
const VALUES: Readonly<Record<string, readonly string[] | "file">> = {
  "--cabin": CABINS,
  "--sort": SORTS,
  "--by": ["marketing", "operating"],
  "--conf": "file",
  "--credentials": "file",
  "--key-file": "file",
  "--params": "file",
  "--out": "file",
  "--report": "file",
  "--timetable": "file",
  "--table": "file",
  "--policy": "file",
  "--svg": "file",
  "--html": "file",
};

const HELP: CompletedOption = { flags: ["--help"], about: "what there is", value: "none" };

/** All commands: `scatter` first, each before its own. */
export async function completionTree(
  scatterCommands: readonly ScatterCommand[],
): Promise<CompletedCommand[]> {
  const parts = await Promise.all(
    scatterCommands.map(async ({ name, summary, words = [], takesFiles = false, program }) => {
      const path = `scatter ${name}`;
      const known = await program?.();
      return known === undefined
        ? [
            {
              path,
              about: summary,
              options: [HELP],
              commands: words.map((word) => ({ name: word, about: "" })),
              takesFiles,
            },
          ]
        : described(known, path, summary, takesFiles);
    }),
  );
  const version = { flags: ["--version"], about: "the version of this project", value: "none" };
  return [
    {
      path: "scatter",
      about: "",
      options: [HELP, version as CompletedOption],
      commands: scatterCommands.map(({ name, summary }) => ({ name, about: summary })),
      takesFiles: false,
    },
    ...parts.flat(),
  ];
}

function described(
  command: Command,
  path: string,
  about: string,
  takesFiles: boolean,
): CompletedCommand[] {
  const words = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
  return [
    {
      path,
      about,
      options: [...command.options.filter((option) => !option.hidden).map(optionOf), HELP],
      commands: [
        ...command.commands.map((one) => ({ name: one.name(), about: one.description() })),
        ...words.map((name) => ({ name, about: "" })),
      ],
      // Where commands stand, a file does not.
      takesFiles: takesFiles && command.commands.length === 0,
    },
    ...command.commands.flatMap((one) =>
      described(one, `${path} ${one.name()}`, one.description(), takesFiles),
    ),
  ];
}

function optionOf(option: Option): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag != null);
  const value = option.argChoices ?? VALUES[option.long ?? ""];
  return {
    flags,
    about: option.description,
    // After an optional value, other options may stand as well.
    value: option.required ? (value ?? "text") : "none",
  };
}
