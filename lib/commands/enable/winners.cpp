#include "commands/enable/winners.hpp"

#include <algorithm>
#include <array>

#include "commands/enable/files.hpp"
#include "launcher/identify.hpp"
#include "launcher/path_list.hpp"
#include "os/pipe.hpp"
#include "os/process.hpp"
#include "os/wait.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::commands {

namespace {

using launcher::join;

constexpr std::size_t largest_start_file = std::size_t{1} << 20U;

// Start-up files print what they like: the answers are what follows these.
constexpr std::string_view path_mark = "tao-shim-path=";
constexpr std::string_view word_mark = "tao-shim-word=";

struct ShellStart {
    const char* place;
    const char* shell;
    const char* options;
    bool login;          // begins without the variables of this shell
    const char* script;  // prints the marks with PATH and with what the word tao is there
    const char*
        start_file;  // below the home, or somebody who does not log in with this shell does not use it
};

constexpr const char* print_path =
    "printf '\\ntao-shim-path=%s\\ntao-shim-word=%s\\n' \"$PATH\" \"$(command -v tao)\"";
constexpr const char* fish_print_path =
    "printf '\\ntao-shim-path=%s\\ntao-shim-word=%s\\n' (string join : $PATH) (type -t tao; or echo)";

constexpr std::array shell_starts = {
    ShellStart{"a login bash", "bash", "-lc", true, print_path, ".bashrc"},
    ShellStart{"an interactive bash", "bash", "-ic", false, print_path, ".bashrc"},
    ShellStart{"a login zsh", "zsh", "-lic", true, print_path, ".zshrc"},
    ShellStart{"an interactive zsh", "zsh", "-ic", false, print_path, ".zshrc"},
    ShellStart{"a login fish", "fish", "-lc", true, fish_print_path, ".config/fish"},
    ShellStart{"an interactive fish", "fish", "-ic", false, fish_print_path, ".config/fish"},
};

// Standard input and error of a shell that is asked are nobody's; without a session of its own an interactive one would take
// the terminal, or stop for want of it.
constexpr const char* detach = "exec setsid \"$@\" < /dev/null 2> /dev/null";

bool is_used(const ShellStart& start, const std::string& home, const Surroundings& here) {
    const std::string_view login = here.invocation.environment.get_or_empty("SHELL");
    return login.substr(login.rfind('/') + 1) == start.shell ||
           here.files.exists(join(home, start.start_file));
}

std::string found_on_path(const std::string& name, const Surroundings& here) {
    for (const std::string& directory : launcher::path_directories(here.invocation.environment.get("PATH"))) {
        std::string path = join(directory, name);
        const auto status = here.files.status(path);
        if (status && status->is_regular() && here.files.is_executable(path)) return path;
    }
    return {};
}

// What a login starts with: the variables of the person, and the system's PATH.
os::Environment at_login(const os::Environment& environment) {
    os::Environment fresh;
    for (const char* name : {"HOME", "USER", "LOGNAME", "SHELL", "LANG", "ZDOTDIR", "XDG_CONFIG_HOME"}) {
        if (const auto value = environment.get(name)) fresh.set(name, *value);
    }
    fresh.set("PATH", "/usr/local/bin:/usr/bin:/bin");
    return fresh;
}

struct Answer {
    std::string path;
    std::string
        word;  // "/usr/bin/tao", "alias tao='docker run ...'", "tao" of a function, "function" by fish
};

// Nothing: it did not answer in time, or ended before.
std::optional<Answer> answer_of(const std::string& shell, const ShellStart& start, const Surroundings& here,
                                os::Deadline deadline) {
    std::error_code error;
    os::Pipe pipe = os::make_pipe(error);
    if (error) return std::nullopt;
    const os::Environment& environment = here.invocation.environment;
    const os::Program program = {.path = "/bin/sh",
                                 .argv = {"sh", "-c", detach, "sh", shell, start.options, start.script},
                                 .environment = start.login ? at_login(environment) : environment};
    os::StartOptions options;
    options.output = pipe.write.get();
    auto child = os::start(program, options, error);
    if (!child) return std::nullopt;
    pipe.write = os::Descriptor();
    std::string output;
    while (output.find('\n', output.find(word_mark)) == std::string::npos) {
        if (!os::wait_readable({pipe.read.get()}, deadline)) break;
        if (!os::read_available(pipe.read.get(), output)) break;
    }
    child->handle().send(SIGKILL);
    child->wait();
    const auto behind = [&](std::string_view mark) {
        const auto at = output.rfind(mark);
        if (at == std::string::npos) return std::string();
        const std::string answer = output.substr(at + mark.size());
        return answer.substr(0, answer.find('\n'));
    };
    if (output.find(path_mark) == std::string::npos) return std::nullopt;
    return Answer{.path = behind(path_mark), .word = behind(word_mark)};
}

const char* what_hides(std::string_view word) {
    if (word.empty() || word.front() == '/' || word == "file") return "";
    return word.starts_with("alias") ? "an alias" : "a function";
}

// jupyter(1), --paths: where kernels are looked for.
std::vector<std::string> kernel_directories(const Surroundings& here) {
    const os::Environment& environment = here.invocation.environment;
    const std::string home =
        project::user_of(environment, here.invocation.user, here.invocation.group, here.files).home;
    std::vector<std::string> directories;
    if (const auto path = environment.get("JUPYTER_PATH")) directories = launcher::path_directories(path);
    const std::string data(environment.get_or_empty("JUPYTER_DATA_DIR"));
    directories.push_back(data.empty() ? join(home, ".local/share/jupyter") : data);
    for (const char* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        if (const auto prefix = environment.get(variable))
            directories.push_back(join(*prefix, "share/jupyter"));
    }
    directories.insert(directories.end(), {"/usr/local/share/jupyter", "/usr/share/jupyter"});
    return directories;
}

// The first file in which `enable` has written its lines for that target; empty: it has not, or not in all of them.
std::string file_with_lines(std::string_view target, const std::string& operand, const Surroundings& here) {
    const EnableSurroundings enable = enable_surroundings(here);
    for (const EnableTarget& one : enable_targets()) {
        if (one.name != target) continue;
        const std::vector<Placement> places = one.placements(enable, operand).all;
        return lines_there(enable, places) == LinesThere::yes ? places.front().file : std::string();
    }
    return {};
}

// What puts the shim first from now on, by lines that are not there yet.
void add_remedy(Winner& winner, const std::string& tool, std::string_view target, const std::string& operand,
                const Surroundings& here) {
    winner.has_lines = file_with_lines(target, operand, here);
    if (winner.has_lines.empty())
        winner.remedy = tool + " enable " + std::string(target) +
                        (operand.empty() ? "" : " " + text::shell_word(operand));
}

// tao-shim as it can be typed: by its name where PATH has it.
std::string tool(const Surroundings& here) {
    if (!found_on_path("tao-shim", here).empty()) return "tao-shim";
    return join(enable_surroundings(here).bin, "tao-shim");
}

std::optional<Winner> winner_in_kernel(const std::string& file, const Surroundings& here) {
    os::ReadFailure failure;
    const auto content = here.files.read(file, largest_start_file, failure);
    const auto json = content ? text::parse_json(*content) : std::nullopt;
    if (!json || !json->is_object()) return std::nullopt;
    std::string path(here.invocation.environment.get_or_empty("PATH"));
    const text::Json::json_pointer interpreter("/argv/0");
    if (json->contains(interpreter) && json->at(interpreter).is_string()) {
        const auto program = json->at(interpreter).get<std::string>();
        if (program.starts_with('/')) path = launcher::parent_directory(program) + ":" + path;
    }
    const text::Json::json_pointer own_path("/env/PATH");
    if (json->contains(own_path) && json->at(own_path).is_string()) {
        path = json->at(own_path).get<std::string>();
        // jupyter_client puts the server's variables in.
        if (const auto at = path.find("${PATH}"); at != std::string::npos) {
            path.replace(at, 7, here.invocation.environment.get_or_empty("PATH"));
        }
    }
    return first_on_path(path, here);
}

}  // namespace

Winner first_on_path(std::optional<std::string_view> path, const Surroundings& surroundings) {
    Winner winner;
    for (const std::string& directory : launcher::path_directories(path)) {
        const std::string program = join(directory, "tao");
        const auto status = surroundings.files.status(program);
        if (!status || !status->is_regular() || !surroundings.files.is_executable(program)) continue;
        winner.program = program;
        const launcher::Identity identity = launcher::identify(program, surroundings.files);
        winner.starts_shim = identity.launcher.starts_shim;
        winner.is_shim =
            winner.starts_shim || identity.is_shim || status->identity == surroundings.invocation.self;
        break;
    }
    return winner;
}

Winner winner_here(const Surroundings& surroundings) {
    const os::Environment& environment = surroundings.invocation.environment;
    Winner winner = first_on_path(environment.get("PATH"), surroundings);
    winner.place = "this shell";
    if (winner.is_shim) return winner;
    const std::string_view login = environment.get_or_empty("SHELL");
    std::string target = "bash", operand;
    for (const char* const known : {"zsh", "fish"}) {
        if (login.substr(login.rfind('/') + 1) == known) target = known;
    }
    const std::pair<const char*, const char*> environments[] = {{"CONDA_PREFIX", "conda"},
                                                                {"VIRTUAL_ENV", "venv"}};
    for (const auto& [variable, name] : environments) {
        const std::string directory(environment.get_or_empty(variable));
        if (directory.empty() || !winner.program.starts_with(directory + "/")) continue;
        target = name;
        operand = directory;
    }
    add_remedy(winner, text::shell_word(tool(surroundings)), target, operand, surroundings);
    return winner;
}

std::vector<Winner> winners_in_shells(const Surroundings& surroundings, std::chrono::milliseconds patience) {
    const plan::Invocation& invocation = surroundings.invocation;
    const std::string home =
        project::user_of(invocation.environment, invocation.user, invocation.group, surroundings.files).home;
    std::vector<Winner> winners;
    for (const ShellStart& start : shell_starts) {
        if (!is_used(start, home, surroundings)) continue;
        const std::string shell = found_on_path(start.shell, surroundings);
        if (shell.empty()) continue;
        const auto answer = answer_of(shell, start, surroundings, os::in(patience));
        Winner winner = answer ? first_on_path(answer->path, surroundings) : Winner{};
        winner.place = start.place;
        winner.question = std::string(start.shell) + " " + start.options + " 'command -v tao'";
        winner.start_file = join(home, start.start_file);
        winner.is_silent = !answer;
        winner.hidden_by = answer ? what_hides(answer->word) : "";
        if (!answer || *winner.hidden_by != '\0') winner.is_shim = false;
        if (answer && *winner.hidden_by == '\0' && !winner.is_shim)
            add_remedy(winner, "tao-shim", start.shell, "", surroundings);
        winners.push_back(winner);
    }
    return winners;
}

std::vector<Winner> winners_in_kernels(const Surroundings& surroundings) {
    std::vector<Winner> winners;
    std::vector<std::string> seen;
    for (const std::string& directory : kernel_directories(surroundings)) {
        const std::string kernels = join(directory, "kernels");
        for (const std::string& name : surroundings.files.list(kernels)) {
            // The first of a name is the one Jupyter starts.
            if (std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
            auto winner = winner_in_kernel(join(kernels, name) + "/kernel.json", surroundings);
            if (!winner) continue;
            seen.push_back(name);
            winner->place = "the kernel " + text::visible(name);
            winners.push_back(*winner);
        }
    }
    return winners;
}

}  // namespace tao::commands
