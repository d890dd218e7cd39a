#include "project/forbidden_variables.hpp"

namespace tao::project {

namespace {

constexpr std::string_view programs = "decides which programs run";
constexpr std::string_view start_up = "names code that a shell runs";
constexpr std::string_view shell = "changes how the shell itself works";
constexpr std::string_view libraries = "decides what programs load into themselves";
constexpr std::string_view languages = "decides what code an interpreter loads";
constexpr std::string_view tools = "changes what a program does, or which one it starts";
constexpr std::string_view places = "decides where programs look for their settings";
constexpr std::string_view engine = "decides which Docker Engine, image or settings are used";
constexpr std::string_view network = "decides through whom programs talk, and whom they believe";
constexpr std::string_view launchers = "steers the launcher or tao itself";

// clang-format off
constexpr ForbiddenVariable table[] = {
    {"PATH", programs}, {"path", programs}, {"CDPATH", programs}, {"cdpath", programs}, {"EXECIGNORE", programs},
    {"FPATH", programs}, {"fpath", programs}, {"MODULE_PATH", programs}, {"module_path", programs},
    {"SHELL", programs}, {"EDITOR", programs}, {"VISUAL", programs}, {"PAGER", programs}, {"BROWSER", programs},
    {"FCEDIT", programs}, {"MANPAGER", programs}, {"MANPATH", programs}, {"PATHEXT", programs},

    {"BASH*", start_up}, {"ENV", start_up}, {"PROMPT_COMMAND", start_up}, {"ZDOTDIR", start_up},
    {"PS0", start_up}, {"PS1", start_up}, {"PS2", start_up}, {"PS3", start_up}, {"PS4", start_up},
    {"PROMPT", start_up}, {"PROMPT2", start_up}, {"PROMPT3", start_up}, {"PROMPT4", start_up}, {"prompt", start_up},
    {"RPROMPT", start_up}, {"RPS1", start_up}, {"RPS2", start_up}, {"SPROMPT", start_up}, {"psvar", start_up},
    {"PSVAR", start_up}, {"fish_*", start_up}, {"__fish*", start_up}, {"_tao_shim*", start_up},

    {"IFS", shell}, {"GLOBIGNORE", shell}, {"FIGNORE", shell}, {"fignore", shell}, {"HIST*", shell},
    {"SHELLOPTS", shell}, {"POSIXLY_CORRECT", shell}, {"INPUTRC", shell}, {"TMOUT", shell}, {"MAIL*", shell},
    {"OPTIND", shell}, {"OPTARG", shell}, {"OPTERR", shell}, {"REPLY", shell}, {"RANDOM", shell}, {"SECONDS", shell},
    {"LINENO", shell}, {"FUNCNEST", shell}, {"FUNCNAME", shell}, {"DIRSTACK", shell}, {"PPID", shell}, {"UID", shell},
    {"EUID", shell}, {"GID", shell}, {"EGID", shell}, {"GROUPS", shell}, {"USERNAME", shell}, {"COLUMNS", shell},
    {"LINES", shell}, {"WORDCHARS", shell}, {"NULLCMD", shell}, {"READNULLCMD", shell}, {"STTY", shell},
    {"argv", shell}, {"status", shell}, {"pipestatus", shell}, {"manpath", shell}, {"mailpath", shell},
    {"histchars", shell}, {"signals", shell}, {"watch", shell}, {"WATCH", shell}, {"version", shell}, {"_", shell},

    {"LD_*", libraries}, {"GLIBC_TUNABLES", libraries}, {"GCONV_PATH", libraries}, {"LOCPATH", libraries},
    {"NLSPATH", libraries}, {"GETCONF_DIR", libraries}, {"MALLOC_*", libraries}, {"DYLD_*", libraries},
    {"CUDA_INJECTION*", libraries}, {"NVTX_INJECTION*", libraries}, {"OPENSSL_*", libraries}, {"OCL_*", libraries},
    {"OPENCL_VENDOR_PATH", libraries}, {"VK_*", libraries}, {"QT_*", libraries}, {"GTK*", libraries},
    {"GIO_*", libraries}, {"GDK_*", libraries}, {"LIBGL_*", libraries}, {"ASAN_*", libraries}, {"LSAN_*", libraries},
    {"UBSAN_*", libraries}, {"TSAN_*", libraries},

    {"PYTHON*", languages}, {"IPYTHON*", languages}, {"JUPYTER*", languages}, {"PIP_*", languages},
    {"UV_*", languages}, {"VIRTUAL_ENV*", languages}, {"CONDA*", languages}, {"_CONDA*", languages},
    {"MAMBA_*", languages}, {"PERL*", languages}, {"RUBY*", languages}, {"GEM_*", languages}, {"BUNDLE_*", languages},
    {"NODE_*", languages}, {"NPM_*", languages}, {"npm_*", languages}, {"YARN_*", languages}, {"LUA_*", languages},
    {"JAVA_*", languages}, {"JDK_*", languages}, {"_JAVA_OPTIONS", languages}, {"CLASSPATH", languages},
    {"R_HOME", languages}, {"R_LIBS*", languages}, {"R_PROFILE*", languages}, {"R_ENVIRON*", languages},
    {"PHP*", languages}, {"CARGO*", languages}, {"RUST*", languages}, {"GOFLAGS", languages}, {"GOROOT", languages},
    {"GOPATH", languages}, {"DOTNET_*", languages}, {"COMPlus_*", languages},

    {"GIT_*", tools}, {"SSH_*", tools}, {"SUDO_*", tools}, {"GPG_*", tools}, {"LESS*", tools}, {"MORE", tools},
    {"MAKE*", tools}, {"GREP_*", tools}, {"TAR_OPTIONS", tools}, {"UNZIP*", tools}, {"ZIPOPT", tools},
    {"RSYNC_*", tools}, {"CVS_RSH", tools}, {"CC", tools}, {"CXX", tools}, {"CFLAGS", tools}, {"CMAKE_*", tools},
    {"AWS_CONFIG_FILE", tools}, {"AWS_SHARED_CREDENTIALS_FILE", tools}, {"SBATCH_*", tools}, {"SRUN_*", tools},
    {"SLURM_*", tools}, {"TMUX*", tools}, {"DEBUGINFOD_*", tools}, {"SYSTEMD_*", tools},

    {"HOME", places}, {"USER", places}, {"LOGNAME", places}, {"PWD", places}, {"OLDPWD", places}, {"TMPDIR", places},
    {"TMPPREFIX", places}, {"XDG_*", places}, {"GNUPGHOME", places}, {"WGETRC", places}, {"CURL_HOME", places},
    {"NETRC", places}, {"TERM", places}, {"TERMCAP", places}, {"TERMINFO*", places}, {"TZDIR", places},
    {"DISPLAY", places}, {"WAYLAND_DISPLAY", places}, {"XAUTHORITY", places}, {"DBUS_*", places}, {"KRB5*", places},

    {"DOCKER_*", engine}, {"BUILDKIT_*", engine}, {"BUILDX_*", engine}, {"COMPOSE_*", engine},
    {"CONTAINERD_*", engine}, {"CONTAINER_HOST", engine}, {"KUBECONFIG", engine}, {"NVIDIA_VISIBLE_DEVICES", engine},

    {"http_proxy", network}, {"https_proxy", network}, {"ftp_proxy", network}, {"all_proxy", network},
    {"no_proxy", network}, {"HTTP_PROXY", network}, {"HTTPS_PROXY", network}, {"FTP_PROXY", network},
    {"ALL_PROXY", network}, {"NO_PROXY", network}, {"SSL_*", network}, {"SSLKEYLOGFILE", network},
    {"CURL_CA_BUNDLE", network}, {"REQUESTS_CA_BUNDLE", network}, {"HOSTALIASES", network}, {"LOCALDOMAIN", network},
    {"RES_OPTIONS", network},

    {"TAO_SHIM*", launchers}, {"TAO_PROJECT", launchers}, {"TAO_DOCKER_DISABLE", launchers},
    {"TAO_LAUNCHER_DEBUG", launchers}, {"LAUNCHER_MOUNTS", launchers}, {"OVERRIDE_REGISTRY", launchers},
    {"CI_PROJECT_DIR", launchers},
};
// clang-format on

bool matches(std::string_view pattern, std::string_view name) {
    if (!pattern.ends_with('*')) return name == pattern;
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

std::span<const ForbiddenVariable> forbidden_variables() {
    return table;
}

const ForbiddenVariable* find_forbidden(std::string_view name) {
    for (const ForbiddenVariable& entry : table) {
        if (matches(entry.name, name)) return &entry;
    }
    return nullptr;
}

}  // namespace tao::project
