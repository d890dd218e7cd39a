# shellcheck shell=bash
# Other programs that stand ahead of a program on PATH and choose by the directory, made ready to start a launcher. To be
# sourced. Each is measured where it is installed: direnv, rbenv (Debian), pyenv (its own installer), rustup (PyPI).

# prepare_others WORK LAUNCHER DIRECTORY WORDS: sets `others`, words for hyperfine, and `others_env`, words for env.
prepare_others() {
    others=()
    others_env=()
    if command -v direnv > /dev/null; then prepare_direnv "$@"; fi
    if command -v rbenv > /dev/null; then prepare_version_manager rbenv RBENV "$@"; fi
    if command -v pyenv > /dev/null; then prepare_version_manager pyenv PYENV "$@"; fi
    if command -v rustup > /dev/null; then prepare_rustup "$@"; fi
}

prepare_direnv() {
    echo "export TAO_SHIM_BENCH=1" > "$3/.envrc"
    env -i HOME="$1/home" PATH="$PATH" direnv allow "$3/.envrc"
    others+=(-n "direnv exec" "$(command -v direnv) exec $3 $2 $4")
}

# Shims that are scripts: rbenv, and pyenv, which comes from it.
prepare_version_manager() {
    local name=$1 variable=$2 root=$3/$1 launcher=$4 words=$6
    mkdir -p "$root/versions/1/bin"
    cp "$launcher" "$root/versions/1/bin/tao"
    echo 1 > "$root/version"
    env -i HOME="$3/home" PATH="$PATH" "${variable}_ROOT=$root" "$name" rehash
    others_env+=("${variable}_ROOT=$root")
    others+=(-n "$name shim" "$root/shims/tao $words")
}

# A proxy by its name, which has to be one that it knows.
prepare_rustup() {
    local root=$1/rustup launcher=$2 words=$4
    local environment=(env -i HOME="$1/home" PATH="$PATH" "RUSTUP_HOME=$root/home" "CARGO_HOME=$root/cargo")
    mkdir -p "$root/toolchain/bin" "$root/toolchain/lib" "$root/proxies"
    cp "$launcher" "$root/toolchain/bin/rustc"
    cp "$(command -v rustup)" "$root/proxies/rustc"
    "${environment[@]}" rustup --quiet toolchain link bench "$root/toolchain"
    "${environment[@]}" rustup --quiet default bench 2> /dev/null
    others_env+=("RUSTUP_HOME=$root/home" "CARGO_HOME=$root/cargo")
    others+=(-n "rustup proxy" "$root/proxies/rustc $words")
}
