# Read by bash in place of ~/.bashrc, which it reads first. Then the shell tells its terminal what it does: OSC 7 where
# it is, OSC 133 where a command begins (C, with the command line) and ends (D, with its exit code). The prompt stays as
# it is. Marks: https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md,
# `cmdline_url`: https://sw.kovidgoyal.net/kitty/shell-integration/#notes-for-shell-developers

if [[ -r ~/.bashrc ]]; then
  . ~/.bashrc
fi

# PS0, which is printed between the command line and its command, is of bash 4.4.
if [[ $- == *i* && -z ${__drover_on-} ]] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
  __drover_on=1
  __drover_ran=0

  # What a URL would read as something else. Control characters would end the sequence.
  __drover_encode() {
    local LC_ALL=C text=${1:0:1000}
    text=${text//'%'/%25}
    text=${text//';'/%3B}
    text=${text//$'\n'/%0A}
    text=${text//$'\t'/%09}
    printf '%s' "${text//[[:cntrl:]]/}"
  }

  # In a subshell, printed by PS0. History knows the line as it was typed.
  __drover_begins() {
    local line
    line=$(HISTTIMEFORMAT='' builtin history 1)
    line=${line#*[[:digit:]][* ] }
    printf '\e]133;C;cmdline_url=%s\a' "$(__drover_encode "$line")"
  }

  # Gives back the exit code that it found, for the commands of the prompt that come after.
  __drover_prompts() {
    local code=$?
    if ((__drover_ran)); then
      printf '\e]133;D;%s\a' "$code"
      __drover_ran=0
    fi
    printf '\e]7;file://%s%s\a\e]133;A\a' "${HOSTNAME-}" "$(__drover_encode "$PWD")"
    return "$code"
  }

  # An expansion of no length: what it does on the way is to note that something ran.
  __drover_blank=' '
  PS0=${PS0-}'${__drover_blank:$((__drover_ran = 1, 0)):0}$(__drover_begins)'

  if [[ $(declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
    PROMPT_COMMAND=(__drover_prompts "${PROMPT_COMMAND[@]}")
  else
    PROMPT_COMMAND="__drover_prompts${PROMPT_COMMAND:+;$PROMPT_COMMAND}"
  fi
fi
