/**
 * Completion scripts for bash, zsh and fish. They hold all that they complete, so that a shell
 * starts no process for it. Pure.
 */
import type { CompletedCommand, CompletedOption } from "./completion-tree.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export function completionScript(shell: Shell, tree: readonly CompletedCommand[]): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](tree);
}

/** A text between single quotes, of bash and zsh. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The same of fish, where a backslash means something between single quotes. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** `'scatter search'|'scatter timetable'`: every command but the first one, or nothing. */
function nested(tree: readonly CompletedCommand[], quote: (text: string) => string): string[] {
  return tree.slice(1).map(({ path }) => quote(path));
}

/** The options with a value, by the command and the flag before it. */
function valued({ path, options }: CompletedCommand) {
  return options
    .filter(({ value }) => value !== "none")
    .map(({ flags, value }) => ({ places: flags.map((flag) => quoted(`${path} ${flag}`)), value }));
}

function bashScript(tree: readonly CompletedCommand[]): string {
  const values = tree.flatMap(valued).map(({ places, value }) => {
    const found =
      value === "text"
        ? ":"
        : value === "file"
          ? 'COMPREPLY=($(compgen -f -- "$word"))'
          : `COMPREPLY=($(compgen -W ${quoted((value as readonly string[]).join(" "))} -- "$word"))`;
    return `    ${places.join("|")}) ${found}; return ;;`;
  });
  const words = tree.map(({ path, options, commands, takesFiles }) => {
    const all = [...commands.map(({ name }) => name), ...options.flatMap(({ flags }) => flags)];
    return `    ${quoted(path)}) words=${quoted(all.join(" "))}; files=${takesFiles ? 1 : 0} ;;`;
  });
  return `# Completion of scatter for bash: source <(scatter completion bash)
_scatter() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local at=scatter words='' files=0 i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
    ${nested(tree, quoted).join("|")}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$at $before" in
${values.join("\n")}
  esac
  case "$at" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ "$files" = 1 ] && [ "\${word#-}" = "$word" ]; then
    COMPREPLY+=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _scatter scatter`;
}

function zshScript(tree: readonly CompletedCommand[]): string {
  /** For `_describe`: a colon ends the word. */
  const described = (name: string, about: string) =>
    quoted(`${name.replaceAll(":", "\\:")}:${about}`);
  const values = tree.flatMap(valued).map(({ places, value }) => {
    const found =
      value === "text"
        ? "_message 'a value'"
        : value === "file"
          ? "_files"
          : `compadd -- ${(value as readonly string[]).map(quoted).join(" ")}`;
    return `    (${places.join("|")}) ${found}; return ;;`;
  });
  const words = tree.map(({ path, options, commands, takesFiles }) => {
    const flags = options.flatMap((option) =>
      option.flags.map((flag) => described(flag, option.about)),
    );
    const names = commands.map(({ name, about }) => described(name, about));
    return `    (${quoted(path)}) options=(${flags.join(" ")}); commands=(${names.join(" ")}); files=${takesFiles ? 1 : 0} ;;`;
  });
  return `#compdef scatter
# Completion of scatter for zsh: source <(scatter completion zsh), after compinit
_scatter() {
  local at=scatter files=0 i
  local -a options commands
  for ((i = 2; i < CURRENT; i++)); do
    case "$at \${words[i]}" in
    (${nested(tree, quoted).join("|")}) at="$at \${words[i]}" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  case "$at" in
${words.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o 'option' options
    return
  fi
  (( \${#commands} )) && _describe 'command' commands
  (( files )) && _files
  (( \${#commands} || files )) || _describe -o 'option' options
}
if [[ "\${funcstack[1]}" == _scatter ]]; then
  _scatter "$@"
else
  compdef _scatter scatter
fi`;
}

function fishScript(tree: readonly CompletedCommand[]): string {
  const lines = tree.flatMap(({ path, options, commands, takesFiles }) => {
    const at = `complete -c scatter -n ${fishQuoted(`test (__scatter_at) = "${path}"`)}`;
    return [
      ...commands.map(
        ({ name, about }) =>
          `${at} -a ${fishQuoted(name)}${about === "" ? "" : ` -d ${fishQuoted(about)}`}`,
      ),
      ...options.map((option) => `${at} ${fishOption(option)} -d ${fishQuoted(option.about)}`),
      ...(takesFiles ? [`${at} -F`] : []),
    ];
  });
  return `# Completion of scatter for fish: scatter completion fish | source
function __scatter_at
  set -l at scatter
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case ${nested(tree, fishQuoted).join(" ")}
        set at "$at $word"
    end
  end
  echo $at
end
complete -c scatter -f
${lines.join("\n")}`;
}

/** `-l cabin -x -a 'economy first'` */
function fishOption({ flags, value }: CompletedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  if (value === "none") return names.join(" ");
  const after =
    value === "file" ? "-r -F" : value === "text" ? "-x" : `-x -a ${fishQuoted(value.join(" "))}`;
  return `${names.join(" ")} ${after}`;
}
