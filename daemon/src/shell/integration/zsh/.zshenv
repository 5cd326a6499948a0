# Read by zsh as the first of its files, because ZDOTDIR leads here. It gives ZDOTDIR back, so that all other files are
# the person's own, and tells the terminal what the shell does; see ../bash.bash. The prompt stays as it is.

unset ZDOTDIR
if [[ -r $HOME/.zshenv ]]; then
  . $HOME/.zshenv
fi

if [[ -o interactive && -z ${__drover_on-} ]]; then
  typeset -g __drover_on=1 __drover_ran=0

  __drover_encode() {
    emulate -L zsh
    local LC_ALL=C text=${1[1,1000]}
    text=${text//\%/%25}
    text=${text//;/%3B}
    text=${text//$'\n'/%0A}
    text=${text//$'\t'/%09}
    print -rn -- "${text//[[:cntrl:]]/}"
  }

  __drover_begins() {
    __drover_ran=1
    printf '\e]133;C;cmdline_url=%s\a' "$(__drover_encode "$1")"
  }

  __drover_prompts() {
    local code=$?
    if (( __drover_ran )); then
      printf '\e]133;D;%s\a' $code
      __drover_ran=0
    fi
    printf '\e]7;file://%s%s\a\e]133;A\a' "$HOST" "$(__drover_encode "$PWD")"
    return $code
  }

  preexec_functions+=(__drover_begins)
  precmd_functions+=(__drover_prompts)
fi
