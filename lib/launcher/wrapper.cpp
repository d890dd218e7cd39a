#include "launcher/wrapper.hpp"

#include <algorithm>
#include <map>

#include "launcher/interpreter.hpp"
#include "launcher/path_list.hpp"
#include "launcher/script_text.hpp"
#include "launcher/shell_text.hpp"
#include "launcher/shim_marker.hpp"
#include "launcher/version_managers.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::launcher {

namespace {

constexpr std::string_view shells[] = {"sh", "bash", "dash", "zsh", "ksh"};
constexpr std::string_view launcher_names[] = {"tao", "tlt", "tao-deploy"};
constexpr std::string_view condas[] = {"conda", "mamba", "micromamba"};

template <typename Names>
bool is_one_of(const Names& names, std::string_view word) {
    return std::find(std::begin(names), std::end(names), word) != std::end(names);
}

using Words = std::vector<std::string>;

class WrapperReader {
  public:
    WrapperReader(const std::string& path, std::string_view text, const os::Environment& environment,
                  const os::FileSystem& files)
        : path_(path), text_(text), environment_(environment), files_(files) {}

    Wrapper read() {
        wrapper_.certain = text_.size() < start_of_file;
        const ShellSurroundings surroundings = {
            .script = path_,
            .variable = [this](const std::string& name) { return value_of(name); },
            .files = files_};
        std::string_view rest = text_;
        take_line(rest);  // the shebang
        while (std::optional<ShellCommand> command = take_command(rest, surroundings)) {
            take_keywords(*command);
            if (command->words.empty() || (!branches_.empty() && !branches_.back().runs)) continue;
            if (!wrapper_.target.empty()) {
                // Behind a program that was not executed in place of the shell only its status can be handed on.
                wrapper_.certain = wrapper_.certain && !command->words.empty() && command->words[0] == "exit";
                continue;
            }
            if (follow(*command)) break;
        }
        wrapper_.certain = wrapper_.certain && !wrapper_.target.empty();
        return std::move(wrapper_);
    }

  private:
    // An `if` whose condition is told by the files that are there now.
    struct Branch {
        bool runs;     // what stands there now
        bool has_run;  // it, or one before it
        bool may_run;  // what is around it runs
    };

    // What stands in front of a command: if, then, else, elif, fi. They go, the condition too.
    void take_keywords(ShellCommand& command) {
        const auto is = [&](std::string_view word) {
            return !command.words.empty() && command.words.front() == word;
        };
        const auto drop = [&] { command.words.erase(command.words.begin()); };
        for (;;) {
            if (is("if")) {
                drop();
                const bool may_run = branches_.empty() || branches_.back().runs;
                const bool runs = may_run && is_true(command);
                branches_.push_back({runs, runs, may_run});
                command.words.clear();
                continue;
            }
            if (branches_.empty()) return;
            if (is("elif")) {
                drop();
                Branch& branch = branches_.back();
                branch.runs = branch.may_run && !branch.has_run && is_true(command);
                branch.has_run = branch.has_run || branch.runs;
                command.words.clear();
            } else if (is("else")) {
                drop();
                branches_.back().runs = branches_.back().may_run && !branches_.back().has_run;
            } else if (is("fi")) {
                drop();
                branches_.pop_back();
                // `fi | tee log`, `fi > log`: of the whole
                if (!command.certain || !command.words.empty()) wrapper_.certain = false;
                command.words.clear();
            } else if (is("then")) {
                drop();
            } else {
                return;
            }
        }
    }

    // [ -x FILE ] and its like. Where a condition is not told by files, nothing is certain any more.
    bool is_true(const ShellCommand& command) {
        Words words;
        for (const std::optional<std::string>& word : command.words)
            words.push_back(word.value_or(std::string()));
        const bool brackets = words.size() == 4 && ((words[0] == "[" && words[3] == "]") ||
                                                    (words[0] == "[[" && words[3] == "]]"));
        const bool is_test = brackets || (words.size() == 3 && words[0] == "test");
        if (command.certain && is_test && words[2].starts_with('/')) {
            const auto status = files_.status(words[2]);
            if (words[1] == "-x") return status && files_.is_executable(words[2]);
            if (words[1] == "-f") return status && status->is_regular();
            if (words[1] == "-d") return status && status->is_directory();
            if (words[1] == "-e") return status.has_value();
        }
        wrapper_.certain = false;
        return true;
    }

    std::optional<std::string> value_of(const std::string& name) const {
        if (const auto own = own_.find(name); own != own_.end()) return own->second;
        const auto outside = environment_.get(name);
        return outside ? std::optional<std::string>(*outside) : std::nullopt;
    }

    std::string path_list() const { return value_of("PATH").value_or("/bin:/usr/bin"); }

    void set(const std::string& name, std::string value, bool for_others) {
        // What a shell was given it hands on, whether it is exported again or not.
        for_others = for_others || environment_.get(name) || is_handed_on(name);
        own_[name] = value;
        if (for_others) hand_on(name, std::move(value));
        if (name == "LAUNCHER_MOUNTS" || name.starts_with("TAO_")) wrapper_.certain = false;
    }

    bool is_handed_on(const std::string& name) const {
        return std::any_of(wrapper_.variables.begin(), wrapper_.variables.end(),
                           [&](const auto& variable) { return variable.first == name; });
    }

    void hand_on(const std::string& name, std::optional<std::string> value) {
        std::erase_if(wrapper_.variables, [&](const auto& variable) { return variable.first == name; });
        wrapper_.variables.emplace_back(name, std::move(value));
    }

    // True once the script ends with this command: the shell is replaced.
    bool follow(const ShellCommand& command) {
        Words words;
        bool readable = command.certain;
        for (const std::optional<std::string>& word : command.words) {
            readable = readable && word;
            words.push_back(word.value_or(std::string()));
        }
        if (!readable) {
            wrapper_.certain = false;
            return false;
        }
        take_assignments(words, is_command_behind(words));
        if (words.empty()) return false;
        const bool replaces = words.front() == "exec";
        if (replaces) words.erase(words.begin());
        if (!(replaces ? start(words) : prepare(words) || start(words))) wrapper_.certain = false;
        return replaces && !wrapper_.target.empty();
    }

    static bool is_command_behind(const Words& words) {
        return std::any_of(words.begin(), words.end(),
                           [](const std::string& word) { return !is_assignment(word); });
    }

    static bool is_assignment(const std::string& word) {
        const auto equals = word.find('=');
        return equals != std::string::npos && equals > 0 &&
               std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                           text::continues_name);
    }

    void assign(const std::string& word, bool for_others) {
        const auto equals = word.find('=');
        set(word.substr(0, equals), word.substr(equals + 1), for_others);
    }

    void take_assignments(Words& words, bool for_others) {
        while (!words.empty() && is_assignment(words.front())) {
            assign(words.front(), for_others);
            words.erase(words.begin());
        }
    }

    // What may stand in front of the program: true if it was understood.
    bool prepare(const Words& words) {
        const std::string& name = words.front();
        if (name == "set" || name == "true" || name == ":") return true;
        if (name == "export" || name == "unset") {
            for (auto word = words.begin() + 1; word != words.end(); ++word) {
                if (name == "unset") {
                    own_.erase(*word);
                    hand_on(*word, std::nullopt);
                } else if (is_assignment(*word)) {
                    assign(*word, true);
                } else if (const auto value = value_of(*word)) {
                    hand_on(*word, *value);
                }
            }
            return true;
        }
        if ((name == "." || name == "source") && words.size() >= 2) return activate(words);
        if (is_one_of(condas, file_name(name)) && words.size() == 3 && words[1] == "activate")
            return put_first_on_path(conda_programs(conda_, words[2], environment_, files_));
        return false;
    }

    bool activate(const Words& words) {
        const std::string& file = words[1];
        constexpr std::string_view of_conda = "/etc/profile.d/conda.sh";
        if (file.ends_with(of_conda)) {
            conda_ = file.substr(0, file.size() - of_conda.size()) + "/bin/conda";
            return true;
        }
        if (file_name(file) != "activate") return false;
        const std::string programs =
            absolute(file.find('/') == std::string::npos ? "." : parent_directory(file));
        // ROOT/bin/activate NAME is conda's.
        if (words.size() == 3)
            return put_first_on_path(conda_programs(join(programs, "conda"), words[2], environment_, files_));
        if (programs.empty() || words.size() != 2) return false;
        set("VIRTUAL_ENV", std::string(text::parent(programs)), true);
        return put_first_on_path(programs);
    }

    bool put_first_on_path(const std::string& directory) {
        if (directory.empty()) return false;
        set("PATH", directory + ":" + path_list(), true);
        return true;
    }

    // True if the command hands everything over to a program that is known.
    bool start(Words words) {
        if (words.size() > 2 && words.front() == "-a")
            words.erase(words.begin(), words.begin() + 2);  // exec -a NAME
        while (words.size() > 1 && (words.front() == "command" || file_name(words.front()) == "env")) {
            words.erase(words.begin());
            take_assignments(words, true);
        }
        if (words.size() < 2 || words.back() != all_arguments) return false;
        words.pop_back();
        const std::string program = words.front();
        const std::string name(file_name(program));
        if (name == "pyenv" && words.size() == 3 && words[1] == "exec") return take_pyenv(words[2]);
        if (name == "asdf" && words.size() == 3 && words[1] == "exec")
            return take(asdf_program(text_, words[2], environment_, files_), true);
        if (is_one_of(condas, name)) return take_conda_run(words);
        if (name == "uv") return take_uv_run(words);
        if (name.starts_with("python")) return take_python(words);
        return words.size() == 1 && is_one_of(launcher_names, name) && take(resolve(program));
    }

    bool take(std::string target, bool whole_script_known = false) {
        wrapper_.target = std::move(target);
        if (whole_script_known) wrapper_.certain = true;
        return !wrapper_.target.empty();
    }

    // The shim of pyenv looks at its own name and arguments; of that nothing changes what it starts for us.
    bool take_pyenv(const std::string& name) {
        const std::string root =
            value_of("PYENV_ROOT").value_or(join(environment_.get_or_empty("HOME"), ".pyenv"));
        return is_one_of(launcher_names, name) && take(pyenv_program(root, name, environment_, files_), true);
    }

    // conda run [-n NAME | -p PREFIX] [OPTION]... PROGRAM
    bool take_conda_run(const Words& words) {
        std::string directory;
        std::size_t at = 2;
        if (words.size() < 3 || words[1] != "run") return false;
        for (; at < words.size() && words[at].starts_with('-'); ++at) {
            const bool names =
                words[at] == "-n" || words[at] == "--name" || words[at] == "-p" || words[at] == "--prefix";
            if (!names) continue;
            if (++at == words.size()) return false;
            directory = conda_programs(words[0], words[at], environment_, files_);
        }
        if (at + 1 != words.size() || directory.empty()) return false;
        return put_first_on_path(directory) && take(resolve(words[at]));
    }

    // uv run --project DIR PROGRAM
    bool take_uv_run(const Words& words) {
        if (words.size() != 5 || words[1] != "run" || (words[2] != "--project" && words[2] != "--directory"))
            return false;
        return take(resolve(join(words[3], ".venv/bin/" + words[4])));
    }

    // python [-OPTION]... SCRIPT, python -m MODULE
    bool take_python(const Words& words) {
        std::size_t at = 1;
        while (at < words.size() && words[at].starts_with('-') && words[at] != "-m")
            ++at;
        if (at < words.size() && words[at] == "-m") {
            const bool known = at + 2 == words.size() && (words[at + 1].starts_with("nvidia_tao_cli") ||
                                                          words[at + 1].starts_with("tlt."));
            const std::string python = resolve(words.front());
            return known && !python.empty() && take(join(parent_directory(python), "tao"));
        }
        return at + 1 == words.size() && take(resolve(words[at]));
    }

    std::string absolute(const std::string& path) const {
        if (path.starts_with('/')) return path;
        const auto directory = files_.real_path(".");
        return directory ? text::normalised(join(*directory, path)) : std::string();
    }

    // A name is looked for where the script's PATH leads; the script itself is not what it starts.
    std::string resolve(const std::string& program) const {
        if (program.find('/') != std::string::npos) return absolute(program);
        const auto self = files_.status(path_);
        for (const std::string& directory : path_directories(path_list())) {
            const std::string found = join(directory, program);
            const auto status = files_.status(found);
            if (!status || !status->is_regular() || !files_.is_executable(found)) continue;
            if (!self || status->identity != self->identity) return found;
        }
        return {};
    }

    const std::string& path_;
    std::string_view text_;
    const os::Environment& environment_;
    const os::FileSystem& files_;
    std::map<std::string, std::string> own_;
    std::vector<Branch> branches_;
    std::string conda_;  // the program whose environments `conda activate` knows
    Wrapper wrapper_;
};

}  // namespace

Wrapper read_wrapper(const std::string& path, std::string_view start, const os::Environment& environment,
                     const os::FileSystem& files) {
    if (!is_one_of(shells, file_name(interpreter_of(start, path, files)))) return {};
    return WrapperReader(path, start, environment, files).read();
}

}  // namespace tao::launcher
