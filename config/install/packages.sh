# shellcheck shell=bash
# Sourced after messages.sh: Debian packages, installed where that is allowed.

# shellcheck disable=SC2034  # used by the scripts that source this
# What building takes. tests/run adds what testing takes.
build_packages=(g++ cmake ninja-build libboost-filesystem-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev)

missing_packages() {
    local package
    for package in "$@"; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" != installed ]; then echo "$package"; fi
    done
}

# Prints the words to put before a command that needs root; fails if there are none that ask no question.
privilege() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif sudo -n true 2> /dev/null; then
        echo "sudo -n"
    else
        return 1
    fi
}

apt_install() {
    local as_root=() options=(-q -y --no-install-recommends -o DPkg::Lock::Timeout=300)
    read -ra as_root <<< "$(privilege)"
    # The first try spares the update where the lists are good; on a fresh system there are no lists.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@" ||
        {
            "${as_root[@]}" apt-get update -q &&
                "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install "${options[@]}" "$@"
        }
}

# need_packages LOG PURPOSE PACKAGE...: they are installed afterwards, or the script has ended with the line to type.
need_packages() {
    local log=$1 purpose=$2 missing=()
    shift 2
    if ! command -v dpkg-query > /dev/null; then
        say "This is no Debian or Ubuntu, so nothing is installed for you. $purpose needs, by Debian's names:" "$*"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then return; fi
    if ! privilege > /dev/null; then
        fail "$purpose needs packages that are not installed. Type this, then start again:" \
            "sudo apt-get install ${missing[*]}"
    fi
    say "Installing Debian packages: ${missing[*]}"
    run_quietly "$log" "Installing the packages" apt_install "${missing[@]}"
}
