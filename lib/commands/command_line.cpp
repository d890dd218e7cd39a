#include "commands/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <optional>

#include "commands/other_words.hpp"
#include "project/find_project.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/secrets.hpp"
#include "text/suggest.hpp"

namespace tao::commands {

namespace {

// A line parted into what CLI11 reads and the words of a subcommand, which must come as they were typed: CLI11 takes [a,b]
// apart and swallows [].
struct Line {
    std::vector<std::string> options;  // behind the program's name, the subcommand's name included
    std::vector<std::string> words;
};

const Subcommand* find(std::string_view name, const std::vector<Subcommand>& subcommands) {
    const auto found = std::find_if(subcommands.begin(), subcommands.end(),
                                    [&](const Subcommand& each) { return name == each.name; });
    return found == subcommands.end() ? nullptr : &*found;
}

Line parted(const std::vector<std::string>& typed, const Subcommand* subcommand) {
    Line line;
    if (subcommand == nullptr) {
        line.options = typed;
        return line;
    }
    line.options.push_back(typed.front());
    for (std::size_t index = 1; index < typed.size(); ++index) {
        const std::string& word = typed[index];
        const bool is_word = word.size() < 2 || !word.starts_with('-');
        if (word == "--" || (is_word && subcommand->words_are == Subcommand::Words::launcher_line)) {
            const std::size_t first = word == "--" ? index + 1 : index;
            line.words.insert(line.words.end(), typed.begin() + static_cast<std::ptrdiff_t>(first),
                              typed.end());
            break;
        }
        if (is_word) {
            line.words.push_back(word);
            continue;
        }
        line.options.push_back(word);
        const Option* const option = subcommand->option(word);
        if (option != nullptr && *option->value != '\0' && index + 1 < typed.size())
            line.options.push_back(typed[++index]);
    }
    return line;
}

void add(CLI::App& program, const Subcommand& subcommand) {
    CLI::App* const entry = program.add_subcommand(subcommand.name, subcommand.summary);
    for (const Option& option : subcommand.options) {
        if (bool* const* const on = std::get_if<bool*>(&option.member)) {
            entry->add_flag(option.name, **on);
        } else {
            // Read as a string, of which an empty one is a value too.
            using Value = std::optional<std::string>;
            entry->add_option<Value, std::string>(option.name, *std::get<Value*>(option.member));
        }
    }
}

// The subcommand's example that has the word in it, else its first.
std::string example_with(std::string_view word, const Subcommand& subcommand) {
    for (const Example& example : subcommand.examples) {
        if (std::string_view(example.line).find(word) != std::string_view::npos)
            return std::string("\nfor example: ") + example.line;
    }
    return subcommand.examples.empty() ? ""
                                       : std::string("\nfor example: ") + subcommand.examples.front().line;
}

std::string see(const Subcommand* subcommand) {
    return "\nto see what there is, type: tao-shim " +
           (subcommand == nullptr ? std::string() : subcommand->name + std::string(" ")) + "--help";
}

bool is_launcher_program(std::string_view word) {
    const std::string_view name = word.substr(word.rfind('/') + 1);  // npos + 1 is 0: the whole
    return name == "tao" || name == "tlt" || name == "tao-deploy";
}

// NAME=VALUE in front of a program.
bool is_assignment(std::string_view word) {
    const auto equals = word.find('=');
    return equals != std::string_view::npos && text::is_variable_name(word.substr(0, equals));
}

// What people type in front of a program, and what a cell of a notebook has there.
bool stands_in_front(std::string_view word) {
    constexpr std::string_view programs[] = {"sudo",  "env",  "time",    "nohup",  "exec",
                                             "nice",  "!",    "command", "uv",     "poetry",
                                             "conda", "srun", "setsid",  "timeout"};
    return is_assignment(word) ||
           std::find(std::begin(programs), std::end(programs), word) != std::end(programs);
}

// The line of tao-shim for one that begins in front of the launcher's program; empty: this one does not. Variables stay in
// front, where they count for it as well.
std::string from_the_program(const std::vector<std::string>& words, const Subcommand& subcommand) {
    const bool by_notebook = words.front().starts_with('!') && is_launcher_program(words.front().substr(1));
    if (!by_notebook && !stands_in_front(words.front())) return {};
    const auto program =
        by_notebook ? words.begin() : std::find_if(words.begin(), words.end(), [](const std::string& word) {
            return is_launcher_program(word);
        });
    if (program == words.end()) return {};
    std::string line;
    for (auto word = words.begin(); word != program; ++word) {
        if (!is_assignment(*word)) continue;
        const std::string name = word->substr(0, word->find('='));
        line += name + "=" + text::shell_word(text::masked(name, word->substr(name.size() + 1))) + " ";
    }
    line += "tao-shim " + std::string(subcommand.name) + " " +
            text::shell_word(by_notebook ? program->substr(1) : *program);
    for (auto word = program + 1; word != words.end(); ++word)
        line += " " + text::shell_word(*word);
    return line;
}

// The first word of a line of the launcher says which of its programs is meant.
std::string no_program(const std::vector<std::string>& words, const Subcommand& subcommand,
                       const os::FileSystem* files) {
    const std::string& first = words.front();
    const std::string program = first.substr(first.rfind('/') + 1);
    if (is_launcher_program(first)) return {};
    std::string line;
    for (const std::string& word : words)
        line += " " + text::shell_word(word);
    const std::string takes = std::string(subcommand.name) + " takes a line as you would run it, and ";
    const auto status = files == nullptr ? std::nullopt : files->status(first);
    if (status && status->is_regular() && !files->is_executable(first)) {
        const std::string what = takes + text::quoted(first) + " is a file\ntype: ";
        if (first == project::file_name) return what + "tao-shim check";
        if (program == project::file_name)
            return what + "TAO_PROJECT=" + text::shell_word(first) + " tao-shim check";
        return what + "tao-shim specs" + line;
    }
    std::string instead = from_the_program(words, subcommand);
    if (instead.empty()) instead = "tao-shim " + std::string(subcommand.name) + " tao" + line;
    const bool is_shown = is_assignment(first);
    return takes + text::quoted(is_shown ? first.substr(0, first.find('=') + 1) : first) +
           " is no program of the launcher\ntype: " + instead;
}

std::string name_of_option(const std::string& word) {
    return word.substr(0, word.find('='));
}

// By what stands behind the dashes, which all of them have.
std::optional<std::string> closest_option(std::string_view name, const std::vector<std::string>& options) {
    const auto bare = [](std::string_view option) {
        return std::string(option.substr(std::min(option.find_first_not_of('-'), option.size())));
    };
    std::vector<std::string> names;
    names.reserve(options.size());
    for (const std::string& option : options)
        names.push_back(bare(option));
    const auto near = text::closest(bare(name), names);
    // --shell is no misspelt --help.
    if (!near || (*near == "help" && !bare(name).starts_with('h'))) return std::nullopt;
    return options[static_cast<std::size_t>(std::find(names.begin(), names.end(), *near) - names.begin())];
}

// line: of which the option is a word, where it stands in front of the command.
std::string unknown_option(const std::string& word, const Subcommand* subcommand,
                           const std::vector<Subcommand>& subcommands, const std::vector<std::string>& line) {
    const std::string name = name_of_option(word);
    if (subcommand == nullptr) {
        for (const std::string& each : line) {
            const Subcommand* const meant = find(each, subcommands);
            if (meant == nullptr || meant->option(name) == nullptr) continue;
            return "the option " + text::quoted(name) + " stands in front of its command\ntype: tao-shim " +
                   meant->name + " " + text::shell_word(word);
        }
        for (const Subcommand& each : subcommands) {
            if (each.option(name) != nullptr)
                return "the option " + text::quoted(name) + " stands in front of its command" +
                       example_with(name, each);
        }
    }
    std::vector<std::string> names = {"--help"};
    if (subcommand == nullptr) names.emplace_back("--version");
    if (subcommand != nullptr) {
        for (const Option& option : subcommand->options)
            names.emplace_back(option.name);
    }
    const std::string owner = subcommand == nullptr ? "tao-shim" : subcommand->name;
    if (const std::string way = way_for_option(owner, name); !way.empty())
        return owner + " has no option " + text::quoted(name) + "\n" + way;
    auto near = closest_option(name, names);
    for (const std::string& option : names) {
        if (!near && name.size() > 2 && option.starts_with(name)) near = option;
    }
    return owner + " has no option " + text::quoted(name) +
           (near ? "; did you mean " + *near + "?" : see(subcommand));
}

// The option whose value the word is, by its form; null: nothing tells.
const Option* option_for(std::string_view word, const Subcommand& subcommand) {
    const bool is_file = word.find_first_of("./") != std::string_view::npos;
    const bool is_layout = word.find('-') != std::string_view::npos;
    const std::string_view value = is_file ? "FILE" : is_layout ? "NAME" : "TASK";
    const auto found = std::find_if(subcommand.options.begin(), subcommand.options.end(),
                                    [&](const Option& option) { return option.value == value; });
    return found == subcommand.options.end() ? nullptr : &*found;
}

std::string unexpected_word(const std::string& word, const Subcommand& subcommand) {
    if (const Option* const option = option_for(word, subcommand)) {
        return std::string(subcommand.name) + " takes no word by itself, but there is " + text::quoted(word) +
               "\ntype: tao-shim " + subcommand.name + " " + option->name + " " + text::shell_word(word) +
               see(&subcommand);
    }
    std::string options;
    for (const Option& option : subcommand.options) {
        if (*option.value != '\0')
            options += std::string(options.empty() ? "" : ", ") + option.name + " " + option.value;
    }
    return std::string(subcommand.name) + " takes no word by itself, but there is " + text::quoted(word) +
           (options.empty() ? see(&subcommand) : "\nits options: " + options) +
           (options.empty() ? "" : example_with("--", subcommand));
}

// What is wrong with a line that CLI11 does not take. Its own words name no way out.
std::string fault_of(const Line& line, const Subcommand* subcommand,
                     const std::vector<Subcommand>& subcommands, const CLI::App& program,
                     const CLI::ParseError& wrong) {
    if (const auto extras = program.remaining(true); !extras.empty()) {
        if (extras.front().starts_with('-'))
            return unknown_option(extras.front(), subcommand, subcommands, line.options);
        if (subcommand != nullptr) return unexpected_word(extras.front(), *subcommand);
    }
    if (subcommand == nullptr) {
        const std::string& first = line.options.front();
        return first.starts_with('-') ? unknown_option(first, nullptr, subcommands, line.options)
                                      : no_such_command(line.options, subcommands);
    }
    for (std::size_t index = 1; index < line.options.size(); ++index) {
        const std::string name = name_of_option(line.options[index]);
        const Option* const option = subcommand->option(name);
        if (option == nullptr) continue;
        if (*option->value != '\0' && std::count(line.options.begin(), line.options.end(), name) > 1)
            return name + " can be given once only" + example_with(name, *subcommand);
        if (*option->value == '\0' && name != line.options[index])
            return name + " takes no value" + example_with(name, *subcommand);
        if (*option->value != '\0' && index + 1 == line.options.size())
            return name + " needs a value, " + option->value + example_with(name, *subcommand);
    }
    return wrong.what() + see(subcommand);
}

}  // namespace

std::string no_such_command(const std::vector<std::string>& line,
                            const std::vector<Subcommand>& subcommands) {
    const std::string there_is_none = "there is no command " + text::quoted(line.front());
    if (const std::string way = way_for_command(line); !way.empty()) return there_is_none + "\n" + way;
    std::vector<std::string> names;
    for (const Subcommand& subcommand : subcommands) {
        if (!subcommand.hidden) names.emplace_back(subcommand.name);
    }
    const auto near = text::closest(line.front(), names);
    return there_is_none + (near ? "; did you mean " + *near + "?" : see(nullptr));
}

CommandLine read_command_line(const std::vector<std::string>& words,
                              const std::vector<Subcommand>& subcommands, const os::FileSystem* files) {
    CLI::App program("", "tao-shim");
    program.set_version_flag("-V,--version", "");
    program.require_subcommand(1);
    const Subcommand* const subcommand = words.empty() ? nullptr : find(words.front(), subcommands);
    Line line = parted(words, subcommand);
    for (const Subcommand& each : subcommands)
        add(program, each);
    const auto fault = [&](std::string text) {
        return CommandLine{
            .kind = CommandLine::Kind::fault, .subcommand = subcommand, .fault = std::move(text)};
    };
    if (words.empty()) return fault("a command is missing");
    try {
        // CLI11 reads them from the back.
        program.parse(std::vector<std::string>(line.options.rbegin(), line.options.rend()));
    } catch (const CLI::CallForHelp&) {
        return {.kind = CommandLine::Kind::help, .subcommand = subcommand};
    } catch (const CLI::CallForVersion&) {
        return {.kind = CommandLine::Kind::version};
    } catch (const CLI::ParseError& wrong) {
        return fault(fault_of(line, subcommand, subcommands, program, wrong));
    }
    if (subcommand == nullptr) return fault(no_such_command(words, subcommands));
    if (*subcommand->words == '\0' && !line.words.empty())
        return fault(unexpected_word(line.words.front(), *subcommand));
    if (subcommand->words_are == Subcommand::Words::launcher_line && !line.words.empty()) {
        if (std::string text = no_program(line.words, *subcommand, files); !text.empty())
            return fault(std::move(text));
    }
    return {.kind = CommandLine::Kind::run, .subcommand = subcommand, .words = std::move(line.words)};
}

}  // namespace tao::commands
