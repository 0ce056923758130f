# Bash completion for skillcall.
# Written by cmake/command/renew from the flag tables of the command.
# SPDX-License-Identifier: Apache-2.0

_skillcall_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word"); }

_skillcall_files()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
}

_skillcall()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    [[ $word != = ]] || before=$before= word=''
    [[ $before != = ]] || before=${COMP_WORDS[COMP_CWORD - 2]}=
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _skillcall_words 'start validate uui event emulate help --help --version'
        return
    fi
    case "${COMP_WORDS[1]} $before" in
    'help help') _skillcall_words 'start validate uui event emulate' ;;
    'start --endpoint' | 'start --endpoint'=) _skillcall_words '' ;;
    'start --from' | 'start --from'=) _skillcall_words '' ;;
    'start --to' | 'start --to'=) _skillcall_words '' ;;
    'start --profile-id' | 'start --profile-id'=) _skillcall_words '' ;;
    'start --extension' | 'start --extension'=) _skillcall_words '' ;;
    'start --endpoint-id' | 'start --endpoint-id'=) _skillcall_words '' ;;
    'start --session' | 'start --session'=) _skillcall_files ;;
    'start --skill-request' | 'start --skill-request'=) _skillcall_files ;;
    'start --client-session-id' | 'start --client-session-id'=) _skillcall_words '' ;;
    'start --token-file' | 'start --token-file'=) _skillcall_files ;;
    'start --allow-host' | 'start --allow-host'=) _skillcall_words '' ;;
    'start --cacert' | 'start --cacert'=) _skillcall_files ;;
    'start --deadline-ms' | 'start --deadline-ms'=) _skillcall_words '' ;;
    'start --help'=) _skillcall_words 'json' ;;
    'start '*)
        [[ $word == -* ]] && _skillcall_words '--endpoint --from --to --profile-id --extension --endpoint-id --session --skill-request --client-session-id --no-client-session-id --allow-unknown --token-file --allow-host --cacert --deadline-ms --dry-run --json --verbose --help' && return
        ;;
    'validate --help'=) _skillcall_words 'json' ;;
    'validate '*)
        [[ $word == -* ]] && _skillcall_words '--allow-unknown --json --help' && return
        _skillcall_files
        ;;
    'uui --help'=) _skillcall_words 'json' ;;
    'uui '*)
        [[ $word == -* ]] && _skillcall_words '--json --help' && return
        ((COMP_CWORD == 2)) && _skillcall_words 'encode decode'
        ;;
    'event --help'=) _skillcall_words 'json' ;;
    'event '*)
        [[ $word == -* ]] && _skillcall_words '--json --help' && return
        _skillcall_files
        ;;
    'emulate --port' | 'emulate --port'=) _skillcall_words '' ;;
    'emulate --address' | 'emulate --address'=) _skillcall_words '' ;;
    'emulate --ca-out' | 'emulate --ca-out'=) _skillcall_files ;;
    'emulate --tls-fault' | 'emulate --tls-fault'=) _skillcall_words 'expired not-yet-valid wrong-host self-signed old-version' ;;
    'emulate --log' | 'emulate --log'=) _skillcall_files ;;
    'emulate --load' | 'emulate --load'=) _skillcall_files ;;
    'emulate --keep' | 'emulate --keep'=) _skillcall_words '' ;;
    'emulate --control-host' | 'emulate --control-host'=) _skillcall_words '' ;;
    'emulate --idle-seconds' | 'emulate --idle-seconds'=) _skillcall_words '' ;;
    'emulate --fault' | 'emulate --fault'=) _skillcall_words 'ok invalid expired denied denied-html region throttled error bad-gateway unavailable redirect empty missing blank wrong-type not-json html huge truncated stalled close reset number-plain number-separated number-none number-no-country number-no-phone number-national number-letters number-long number-null profile-none' ;;
    'emulate --invite' | 'emulate --invite'=) _skillcall_words '' ;;
    'emulate --phone'=) _skillcall_words 'answer decline' ;;
    'emulate --answer-after' | 'emulate --answer-after'=) _skillcall_words '' ;;
    'emulate --registrar' | 'emulate --registrar'=) _skillcall_words '' ;;
    'emulate --ring-ms' | 'emulate --ring-ms'=) _skillcall_words '' ;;
    'emulate --talk-ms' | 'emulate --talk-ms'=) _skillcall_words '' ;;
    'emulate --event-url' | 'emulate --event-url'=) _skillcall_words '' ;;
    'emulate --event-file' | 'emulate --event-file'=) _skillcall_files ;;
    'emulate --lwa-client-id' | 'emulate --lwa-client-id'=) _skillcall_words '' ;;
    'emulate --help'=) _skillcall_words 'json' ;;
    'emulate '*)
        [[ $word == -* ]] && _skillcall_words '--port --address --tls --ca-out --tls-fault --log --load --keep --no-control --control-host --idle-seconds --fault --allow-unknown --invite --phone --answer-after --registrar --ring-ms --talk-ms --event-url --event-file --lwa-client-id --version --help' && return
        ;;
    esac
}

complete -F _skillcall skillcall
