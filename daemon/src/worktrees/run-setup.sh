#!/bin/sh
# Runs the lines of a project's .drover.yaml in the session's terminal, then the session's program in their place.
# Arguments: the worktree, how many lines, the lines, the program with its arguments. Lines are data until a shell of
# their own reads them.
worktree=$1
count=$2
shift 2

shell=sh
if command -v bash >/dev/null 2>&1; then shell=bash; fi

# Ctrl-C ends a line, not the session.
trap : INT

say() { printf '\033[2m%s\033[0m\n' "$1"; }

run() {
  say "\$ $1"
  (cd "$worktree" && exec "$shell" -c "$1")
}

# Answers whether to go on.
ask() {
  printf '\a\033]2;set-up failed\033\\'
  printf '\033[1mThis line of .drover.yaml failed (%s).\033[0m\n' "$1"
  printf 'Enter: start without it, r: run it again, q: end the session. '
  read -r answer || exit "$1"
  printf '\033]2;\033\\'
}

while [ "$count" -gt 0 ]; do
  line=$1
  until run "$line"; do
    code=$?
    answer=x
    while [ "$answer" != r ] && [ -n "$answer" ]; do
      ask "$code"
      if [ "$answer" = q ]; then exit "$code"; fi
    done
    if [ -z "$answer" ]; then break; fi
  done
  shift
  count=$((count - 1))
done

trap - INT
exec "$@"
