#include "commands/enable/lines.hpp"

#include <string_view>

#include "text/embedded.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

// The start-up file of IPython, and what it knows of values that are left open.
constexpr text::EmbeddedFile start_up[] = {
#include "jupyter.inc"
};

void replace(std::string& text, std::string_view name, const std::string& value) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
}

// The texts have @SHIMS@, @BIN@ and @SHARE@ (beside BIN) where the quoted directories go.
std::string filled(std::string text, const std::string& shims, const std::string& bin = {},
                   const std::string& share = {}) {
    replace(text, "@SHIMS@", shims);
    replace(text, "@BIN@", bin);
    replace(text, "@SHARE@", share);
    return text;
}

std::string for_shell(const char* text, const std::string& shims, const std::string& bin = {}) {
    if (bin.empty()) return filled(text, text::shell_word(shims));
    return filled(text, text::shell_word(shims), text::shell_word(bin),
                  text::shell_word(std::string(text::parent(bin)) + "/share"));
}

// The whole of PATH stands between colons while the directory is cut out of it, so that its first and last place are like
// any other. $1 is the directory: a function's parameters are the only local variables that every shell has.
constexpr const char* take_out = R"(    set -- @SHIMS@ ":$PATH:"
    while case $2 in *":$1:"*) ;; *) false ;; esac; do
        set -- "$1" "${2%%":$1:"*}:${2#*":$1:"}"
    done
    set -- "$1" "${2#:}"
)";

std::string first_function(const std::string& name) {
    return name + "() {\n    case \"$PATH:\" in @SHIMS@:*) return ;; esac\n" + take_out +
           "    PATH=$1:${2%:}\n    export PATH\n}\n";
}

// Variables of a function of fish are its own.
constexpr const char* fish_take_out = R"(    set -l others $PATH
    while set -l at (contains -i -- @SHIMS@ $others)
        set -e others[$at]
    end
)";

// A JSON string is a string of Python too.
std::string python_string(const std::string& text) {
    return text::show_json(text::Json(text));
}

}  // namespace

// bash: PROMPT_COMMAND may be an array; what has no index means its first element, in every version. At its end, because
// what stands before us may change PATH too (direnv). A newline, because the text may end with a semicolon.
std::string shell_lines(const std::string& shims, const std::string& bin) {
    const std::string text = first_function("_tao_shim_first") + R"(_tao_shim_first
case ":$PATH:" in *:@BIN@:*) ;; *) PATH="$PATH":@BIN@ ;; esac
case $-${BASH_VERSION:+bash}${ZSH_VERSION:+zsh} in
    *i*bash)
        case ${PROMPT_COMMAND-} in
            *_tao_shim_first*) ;;
            *) PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND
}_tao_shim_first" ;;
        esac
        [ ! -r @SHARE@/bash-completion/completions/tao-shim ] || . @SHARE@/bash-completion/completions/tao-shim
        ;;
    *i*zsh)
        case " ${precmd_functions-} " in
            *" _tao_shim_first "*) ;;
            *) eval 'precmd_functions+=(_tao_shim_first)' ;;
        esac
        [ ! -r @SHARE@/tao-shim/startup.zsh ] || . @SHARE@/tao-shim/startup.zsh
        ;;
esac
)";
    return for_shell(text.c_str(), shims, bin);
}

std::string fish_lines(const std::string& shims, const std::string& bin) {
    const std::string text = std::string(R"(function _tao_shim_first --on-variable PATH
    if test "$PATH[1]" = @SHIMS@
        return
    end
)") + fish_take_out + R"(    set -gx PATH @SHIMS@ $others
end
_tao_shim_first
if not contains -- @BIN@ $PATH
    set -gx PATH $PATH @BIN@
end
if not contains -- @SHARE@/fish/vendor_completions.d $fish_complete_path
    set -g fish_complete_path $fish_complete_path @SHARE@/fish/vendor_completions.d
end
)";
    return for_shell(text.c_str(), shims, bin);
}

std::string activate_lines(const std::string& shims) {
    const std::string text =
        first_function("_tao_shim_activate") + "_tao_shim_activate\nunset -f _tao_shim_activate\n";
    return for_shell(text.c_str(), shims);
}

std::string activate_fish_lines(const std::string& shims) {
    const std::string text = std::string(R"(function _tao_shim_activate
)") + fish_take_out + R"(    set -gx PATH @SHIMS@ $others
end
_tao_shim_activate
functions -e _tao_shim_activate
)";
    return for_shell(text.c_str(), shims);
}

std::string activate_csh_lines(const std::string& shims) {
    return for_shell("if ( \"$PATH\" !~ @SHIMS@\":*\" ) setenv PATH @SHIMS@\":$PATH:q\"\n", shims);
}

std::string activate_powershell_lines(const std::string& shims) {
    std::string word = "'";
    for (const char character : shims)
        word += character == '\'' ? "''" : std::string(1, character);
    return filled(
        "$Env:PATH = @SHIMS@ + ':' + (($Env:PATH -split ':' | Where-Object { $_ -cne @SHIMS@ }) -join ':')\n",
        word + "'");
}

// Python ignores SIGPIPE and SIGXFSZ, and what it starts would inherit that.
std::string launcher_script_lines(const std::string& shim) {
    return filled(R"(def _tao_shim(shim):
    import os
    import signal
    import sys

    own, guard = os.path.realpath(__file__), ":" + os.environ.pop("TAO_SHIM_GUARD", "") + ":"
    others = guard.replace(":" + own + ":", ":", 1)
    if others.strip(":"):
        os.environ["TAO_SHIM_GUARD"] = others.strip(":")
    if others == guard and os.access(shim, os.X_OK):
        for name in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(name, signal.SIG_DFL)
        os.execv(shim, [os.path.abspath(__file__)] + sys.argv[1:])


_tao_shim(@SHIMS@)
del _tao_shim
)",
                  text::show_json(text::Json(shim)));  // a JSON string is a string of Python too
}

std::string conda_activate_lines(const std::string& shims) {
    const std::string text =
        "case \":$PATH:\" in *:@SHIMS@:*) ;; *) _TAO_SHIM_ADDED=1 ;; esac\n" + activate_lines(shims);
    return for_shell(text.c_str(), shims);
}

std::string conda_deactivate_lines(const std::string& shims) {
    const std::string text = std::string("_tao_shim_deactivate() {\n") + take_out +
                             "    PATH=${2%:}\n    export PATH\n}\n"
                             "if [ -n \"${_TAO_SHIM_ADDED-}\" ]; then _tao_shim_deactivate; fi\n"
                             "unset -f _tao_shim_deactivate\nunset _TAO_SHIM_ADDED\n";
    return for_shell(text.c_str(), shims);
}

std::string conda_activate_fish_lines(const std::string& shims) {
    return for_shell("if not contains -- @SHIMS@ $PATH\n    set -g _TAO_SHIM_ADDED 1\nend\n", shims) +
           activate_fish_lines(shims);
}

std::string conda_deactivate_fish_lines(const std::string& shims) {
    const std::string text = std::string(R"(function _tao_shim_deactivate
)") + fish_take_out + R"(    set -gx PATH $others
end
if set -q _TAO_SHIM_ADDED
    _tao_shim_deactivate
end
functions -e _tao_shim_deactivate
set -e _TAO_SHIM_ADDED
)";
    return for_shell(text.c_str(), shims);
}

std::string jupyter_lines(const std::string& shims, const std::string& tool) {
    std::string text(start_up[0].content);
    replace(text, "@SHIMS@", python_string(shims));
    replace(text, "@TOOL@", python_string(tool));
    replace(text, "@PLACES@", python_string(std::string(start_up[1].content)));
    return text;
}

}  // namespace tao::commands
