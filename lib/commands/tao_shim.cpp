#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>

#include "commands/commands.hpp"
#include "commands/usage.hpp"
#include "os/descriptor.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "plan/invocation.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/suggest.hpp"
#include "version.hpp"

namespace tao::commands {

namespace {

// What CLI11 fills while it reads the line.
struct Typed {
    std::map<std::string, std::string> values;
    std::map<std::string, bool> switches;
};

// A line parted into what CLI11 reads and the words of a subcommand, which must come as they were typed: CLI11 takes [a,b]
// apart and swallows [].
struct Line {
    std::vector<std::string> options;  // behind the program's name, the subcommand's name included
    std::vector<std::string> words;
};

bool takes_value(const Subcommand& subcommand, std::string_view word) {
    return std::any_of(subcommand.options.begin(), subcommand.options.end(),
                       [&](const Option& option) { return *option.value != '\0' && word == option.name; });
}

Line parted(int argc, char** argv) {
    Line line;
    const std::vector<std::string> typed(argv + std::min(argc, 1), argv + argc);
    const auto& subcommands = all_subcommands();
    const auto subcommand = std::find_if(subcommands.begin(), subcommands.end(), [&](const Subcommand& each) {
        return !typed.empty() && typed.front() == each.name;
    });
    if (subcommand == subcommands.end() || *subcommand->words == '\0') {
        line.options = typed;
        return line;
    }
    line.options.push_back(typed.front());
    for (std::size_t index = 1; index < typed.size(); ++index) {
        const std::string& word = typed[index];
        if (word == "--") {
            line.words.insert(line.words.end(), typed.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                              typed.end());
            break;
        }
        if (word.size() < 2 || !word.starts_with('-')) {
            line.words.push_back(word);
            continue;
        }
        line.options.push_back(word);
        if (takes_value(*subcommand, word) && index + 1 < typed.size())
            line.options.push_back(typed[++index]);
    }
    return line;
}

Arguments arguments_of(const Typed& typed, std::vector<std::string> words) {
    Arguments arguments;
    for (const auto& [name, value] : typed.values)
        arguments.options.emplace(name, value);
    for (const auto& [name, on] : typed.switches) {
        if (on) arguments.options.emplace(name, "");
    }
    arguments.words = std::move(words);
    return arguments;
}

// The usage line comes from the table: CLI11 would name the words after their variable.
class HelpOfSubcommand final : public CLI::Formatter {
  public:
    explicit HelpOfSubcommand(const Subcommand& subcommand) : subcommand_(subcommand) {}
    std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override {
        std::string usage = std::string("Usage: tao-shim ") + subcommand_.name;
        if (!subcommand_.options.empty()) usage += " [OPTIONS]";
        if (*subcommand_.words != '\0') usage += std::string(" ") + subcommand_.words;
        return usage + "\n";
    }

  private:
    const Subcommand& subcommand_;
};

CLI::App* add(CLI::App& program, const Subcommand& subcommand, Typed& typed) {
    CLI::App* const entry = program.add_subcommand(subcommand.name, subcommand.summary);
    for (const Option& option : subcommand.options) {
        if (*option.value == '\0') {
            entry->add_flag_callback(
                option.name, [&typed, name = option.name] { typed.switches[name] = true; }, option.meaning);
        } else {
            entry
                ->add_option_function<std::string>(
                    option.name,
                    [&typed, name = option.name](const std::string& value) { typed.values[name] = value; },
                    option.meaning)
                ->type_name(option.value);
        }
    }
    if (subcommand.hidden) entry->group("");
    entry->formatter(std::make_shared<HelpOfSubcommand>(subcommand));
    return entry;
}

// What is wrong with the line. A misspelt command is worth more than CLI11's "not expected".
std::string fault_of(int argc, char** argv, const CLI::ParseError& wrong) {
    const std::string first = argc > 1 ? argv[1] : "";
    std::vector<std::string> names;
    for (const Subcommand& subcommand : all_subcommands())
        names.emplace_back(subcommand.name);
    if (first.empty()) return "a command is missing\nto see them, type: tao-shim --help";
    if (first.starts_with('-') || std::find(names.begin(), names.end(), first) != names.end()) {
        const std::string command = first.starts_with('-') ? "" : " " + first;
        return std::string(wrong.what()) + "\nto see what it takes, type: tao-shim" + command + " --help";
    }
    const auto near = text::closest(first, names);
    return "there is no command " + text::quoted(first) +
           (near ? "; did you mean " + *near + "?" : "\nto see them, type: tao-shim --help");
}

// The surroundings in which `tao` would run: the shim beside this program.
Surroundings surroundings_here(const os::FileSystem& files, int argc, char** argv) {
    Surroundings here{.invocation = plan::this_invocation(argc, argv), .files = files};
    const std::string& executable = here.invocation.self_path;
    const std::string bin = executable.substr(0, executable.rfind('/'));
    const std::string prefix = bin.substr(0, bin.rfind('/'));
    here.invocation.self_path = prefix + "/lib/tao-shim/shims/tao";
    here.invocation.front_directory = prefix + "/lib/tao-shim/front";
    const auto shim = files.status(here.invocation.self_path);
    here.invocation.self = shim ? shim->identity : os::FileIdentity{};
    here.colour = here.invocation.environment.get_or_empty("NO_COLOR").empty() &&
                  here.invocation.environment.get_or_empty("TERM") != "dumb" &&
                  os::is_terminal(STDOUT_FILENO);
    return here;
}

}  // namespace

void print(const std::string& text) {
    os::write_all(STDOUT_FILENO, text);
}

void complain(const std::string& text) {
    os::write_all(STDERR_FILENO, text);
}

int tao_shim_main(int argc, char** argv) {
    CLI::App program("One set of paths for NVIDIA's TAO launcher: your own.", "tao-shim");
    program.set_version_flag("--version", "tao-shim " TAO_SHIM_VERSION);
    program.require_subcommand(1);
    Typed typed;
    Line line = parted(argc, argv);
    std::vector<std::pair<CLI::App*, const Subcommand*>> entries;
    for (const Subcommand& subcommand : all_subcommands()) {
        entries.emplace_back(add(program, subcommand, typed), &subcommand);
    }
    try {
        // CLI11 reads them from the back.
        program.parse(std::vector<std::string>(line.options.rbegin(), line.options.rend()));
    } catch (const CLI::Success& asked) {  // --help, --version
        return program.exit(asked);
    } catch (const CLI::ParseError& wrong) {
        complain(text::message("error: " + fault_of(argc, argv, wrong)));
        return usage_error;
    }
    try {
        const os::HostFileSystem files;
        const Surroundings here = surroundings_here(files, argc, argv);
        for (const auto& [entry, subcommand] : entries) {
            if (entry->parsed()) return subcommand->run(arguments_of(typed, std::move(line.words)), here);
        }
    } catch (const std::exception& failure) {
        complain(text::message(std::string("error: ") + failure.what()));
    }
    return plan::own_failure;
}

}  // namespace tao::commands
