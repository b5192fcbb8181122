# Completion of stoker and stokerctl for bash. To switch it on:
#   source /path/to/stoker/bin/completion/stoker.bash
# or link it, as "stoker" and as "stokerctl", into a folder where bash-completion looks:
#   ~/.local/share/bash-completion/completions

_stoker_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_stoker_paths() {
  compopt -o filenames 2> /dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

# The argument of a flag; 1 where the word before is no flag that takes one.
_stoker_argument() {
  local cur=$2
  case $1 in
    -d) _stoker_paths -d "$cur" ;;
    -f | -E) _stoker_paths -f "$cur" ;;
    -k) _stoker_words "start restart graceful graceful-stop stop" "$cur" ;;
    -e)
      _stoker_words "emerg alert crit error warn notice info debug
        trace1 trace2 trace3 trace4 trace5 trace6 trace7 trace8" "$cur"
      ;;
    -D)
      _stoker_words "FOREGROUND NO_DETACH ONE_PROCESS DEBUG DUMP_VHOSTS DUMP_RUN_CFG DUMP_MODULES
        DUMP_INCLUDES DUMP_CONFIG" "$cur"
      ;;
    -C | -c) COMPREPLY=() ;;
    *) return 1 ;;
  esac
}

_stoker_programs="ab htdbm htdigest htpasswd logresolve rotatelogs split-logfile"
_stoker_flags="-D -d -f -C -c -k -e -E -v -V -h -l -L -t -T -S -M -X"

# What follows "stoker compat".
_stoker_compat() {
  local prev=$1 cur=$2
  case $prev in
    -d) _stoker_paths -d "$cur" ;;
    -D) COMPREPLY=() ;;
    --fail-on) _stoker_words "not-yet differs never" "$cur" ;;
    *)
      case $cur in
        --fail-on=*) _stoker_words "not-yet differs never" "${cur#*=}" ;;
        -*) _stoker_words "-d -D -a --all --json --fail-on --strict -h --help" "$cur" ;;
        *) _stoker_paths -f "$cur" ;;
      esac
      ;;
  esac
}

# What follows "stoker advise".
_stoker_advise() {
  local prev=$1 cur=$2
  case $prev in
    -d) _stoker_paths -d "$cur" ;;
    -f) _stoker_paths -f "$cur" ;;
    -D | --url) COMPREPLY=() ;;
    --fail-on) _stoker_words "warning advice note never" "$cur" ;;
    *)
      case $cur in
        --fail-on=*) _stoker_words "warning advice note never" "${cur#*=}" ;;
        *)
          _stoker_words "-d -f -D --url --offline -a --all --json --fail-on -h --help" "$cur"
          ;;
      esac
      ;;
  esac
}

# What follows "stoker explain".
_stoker_explain() {
  local prev=$1 cur=$2
  case $prev in
    -d) _stoker_paths -d "$cur" ;;
    -f) _stoker_paths -f "$cur" ;;
    -H | --header | --from | --to | -D | -C | -c) COMPREPLY=() ;;
    *)
      case $cur in
        -*)
          _stoker_words "-H --header --from --to -f -d -D -C -c -a --all --json -h --help" "$cur"
          ;;
        *) _stoker_words "GET HEAD POST PUT DELETE OPTIONS" "$cur" ;;
      esac
      ;;
  esac
}

_stoker() {
  COMPREPLY=()
  local cur=${COMP_WORDS[COMP_CWORD]} prev=
  ((COMP_CWORD > 1)) && prev=${COMP_WORDS[COMP_CWORD - 1]}
  if ((COMP_CWORD == 1)); then
    _stoker_words "compat advise explain status fullstatus history diff rollback $_stoker_programs $_stoker_flags" \
      "$cur"
  elif [[ ${COMP_WORDS[1]} == compat ]]; then
    _stoker_compat "$prev" "$cur"
  elif [[ ${COMP_WORDS[1]} == advise ]]; then
    _stoker_advise "$prev" "$cur"
  elif [[ ${COMP_WORDS[1]} == explain ]]; then
    _stoker_explain "$prev" "$cur"
  else
    _stoker_argument "$prev" "$cur" || _stoker_words "$_stoker_flags" "$cur"
  fi
}

_stokerctl() {
  COMPREPLY=()
  local cur=${COMP_WORDS[COMP_CWORD]} prev=
  ((COMP_CWORD > 1)) && prev=${COMP_WORDS[COMP_CWORD - 1]}
  if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} == advise ]]; then
    _stoker_advise "$prev" "$cur"
    return
  fi
  _stoker_argument "$prev" "$cur" && return
  local verbs=
  ((COMP_CWORD == 1)) &&
    verbs="start stop restart graceful graceful-stop configtest status fullstatus advise history
      diff rollback aot help"
  _stoker_words "$verbs $_stoker_flags" "$cur"
}

complete -F _stoker stoker
complete -F _stokerctl stokerctl
