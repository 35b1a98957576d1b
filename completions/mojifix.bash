# Written by tools/command_docs.py
_mojifix() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    case $before in
        --format) COMPREPLY=($(compgen -W "concise full json github gitlab sarif html" -- "$word")); return ;;
        --color) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
        --errors) COMPREPLY=($(compgen -W "keep replace strict" -- "$word")); return ;;
        --config|--baseline|--write-baseline|--stdin-filename) COMPREPLY=($(compgen -f -- "$word")); return ;;
        --exclude|--max-size|--confidence|--encoding|--to|-j|--jobs|--block-size) return ;;
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "-h --help -w --write -d --diff -l --list --check --explain --detect --format --exit-non-zero-on-fix --no-ignore --hidden --force-exclude --exclude --max-size --stdin-filename --confidence --no-guess --config --isolated --baseline --write-baseline --encoding --to --keep-encoding --errors -j --jobs --block-size --line-buffered --color -q --quiet -V --version" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _mojifix mojifix
