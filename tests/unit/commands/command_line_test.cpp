#include "commands/command_line.hpp"

#include "commands/other_words.hpp"
#include "commands/subcommands.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::commands;
using Kind = CommandLine::Kind;
using Words = std::vector<std::string>;

namespace {

// The table of the last line that was read, whose options it filled.
std::vector<Subcommand>& table() {
    static std::vector<Subcommand> subcommands;
    return subcommands;
}

CommandLine read(const Words& words) {
    table() = all_subcommands();
    return read_command_line(words, table());
}

struct PaintOptions {
    std::optional<std::string> colour;
    std::optional<std::string> brush;
    bool dry = false;
};

// What `tao-shim paint` is run with.
PaintOptions options_of(Words typed) {
    const auto options = std::make_shared<PaintOptions>();
    const std::vector<Subcommand> subcommands = {
        {.name = "paint",
         .words = "",
         .summary = "Paint walls",
         .options = {{"--colour", "NAME", "The colour", &options->colour},
                     {"--brush", "SIZE", "The brush", &options->brush},
                     {"--dry", "", "Only look", &options->dry},
                     {"-d", "", "The same", &options->dry}},
         .run = nullptr}};
    typed.insert(typed.begin(), "paint");
    CHECK(read_command_line(typed, subcommands).kind == Kind::run);
    return *options;
}

std::string fault_of(const Words& words) {
    const CommandLine line = read(words);
    CHECK(line.kind == Kind::fault);
    return line.fault;
}

// The words of an example, as a shell takes the plain ones apart; those of other forms (quotes, pipes) are left out.
Words words_of(std::string_view line) {
    if (!line.starts_with("tao-shim ")) return {};
    Words words;
    for (line.remove_prefix(9); !line.empty();) {
        const auto end = std::min(line.find(' '), line.size());
        if (line.find_first_of("|>\"") < end) break;
        words.emplace_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

}  // namespace

TEST_CASE("help and version are understood in every form that other tools have") {
    CHECK(read({"--help"}).kind == Kind::help);
    CHECK(read({"-h"}).subcommand == nullptr);
    CHECK(read({"--version"}).kind == Kind::version);
    CHECK(read({"-V"}).kind == Kind::version);
    CHECK(read({"init", "--help"}).kind == Kind::help);
    CHECK(read({"init", "-h"}).subcommand->name == std::string("init"));
    CHECK(read({"help", "init"}).words == Words{"init"});
    CHECK(read({"version"}).kind == Kind::run);
}

TEST_CASE("an unknown command is named, with the one that was meant") {
    CHECK(fault_of({"chek"}) == "there is no command 'chek'; did you mean check?");
    CHECK(fault_of({"frobnicate"}) ==
          "there is no command 'frobnicate'\nto see what there is, type: tao-shim --help");
    CHECK(fault_of({"chek", "--json"}) == "there is no command 'chek'; did you mean check?");
    CHECK(fault_of({"complet"}).find("did you mean") == std::string::npos);  // it is for programs
}

TEST_CASE("an unknown option is named, with the one that was meant") {
    CHECK(fault_of({"check", "--jason"}) == "check has no option '--jason'; did you mean --json?");
    CHECK(fault_of({"check", "--frobnicate"}) ==
          "check has no option '--frobnicate'\nto see what there is, type: tao-shim check --help");
    CHECK(fault_of({"init", "--tsk=dino"}) == "init has no option '--tsk'; did you mean --task?");
    CHECK(fault_of({"--frobnicate"}) ==
          "tao-shim has no option '--frobnicate'\nto see what there is, type: tao-shim --help");
    CHECK(fault_of({"--verison"}) == "tao-shim has no option '--verison'; did you mean --version?");
    CHECK(fault_of({"ps", "--all"}) == "ps has no option '--all'; did you mean --all-projects?");
}

TEST_CASE("a word that other tools have is told what it is called here") {
    CHECK(fault_of({"list"}) ==
          "there is no command 'list'\nwhat runs here: tao-shim ps\nthe tasks that there are: tao --help");
    CHECK(fault_of({"test"}) == "there is no command 'test'\ntype: tao-shim check");
    CHECK(fault_of({"tao", "detectnet_v2", "train", "-e", "a b"}) ==
          "there is no command 'tao'\nto run it, type: tao detectnet_v2 train -e 'a b'\n"
          "to see what it would do, type: tao-shim explain tao detectnet_v2 train -e 'a b'");
    CHECK(
        fault_of({"detectnet_v2", "train"}) ==
        "there is no command 'detectnet_v2'\na task is started by tao itself, type: tao detectnet_v2 train");
    CHECK(fault_of({"init", "--force"}) ==
          "init has no option '--force'\nnothing is ever overwritten; to begin anew, move the file away: "
          "mv tao-project.yaml tao-project.yaml.old");
}

TEST_CASE("what enable knows by another name, or has no lines for, is told what to type") {
    using tao::commands::way_for_target;
    CHECK(way_for_target("uv") == "type: tao-shim enable venv .venv");
    CHECK(way_for_target("~/.zshrc") == "type: tao-shim enable zsh");
    CHECK(way_for_target("direnv").find(".envrc") != std::string::npos);
    CHECK(way_for_target("bash").empty());
    CHECK(way_for_target("").empty());
}

TEST_CASE("an option is not taken for another one because both have dashes") {
    CHECK(fault_of({"env", "--shell", "bash"}) ==
          "env has no option '--shell'\nto see what there is, type: tao-shim env --help");
}

TEST_CASE("an option in front of its command is told where it belongs") {
    CHECK(fault_of({"--all-projects", "ps"}) ==
          "the option '--all-projects' stands in front of its command\ntype: tao-shim ps --all-projects");
    CHECK(fault_of({"--json", "check"}) ==
          "the option '--json' stands in front of its command\ntype: tao-shim check --json");
    CHECK(fault_of({"--all-projects"}) ==
          "the option '--all-projects' stands in front of its command\nfor example: tao-shim ps "
          "--all-projects");
}

TEST_CASE("an option without its value, with one too many, and twice") {
    CHECK(fault_of({"init", "--from"}) ==
          "--from needs a value, FILE\nfor example: tao-shim init --from detectnet_v2.ipynb");
    CHECK(fault_of({"check", "--json=maybe"}) == "--json takes no value\nfor example: tao-shim check --json");
    CHECK(fault_of({"init", "--task", "dino", "--task", "x"}) ==
          "--task can be given once only\nfor example: tao-shim init --layout tao-experiments --task "
          "detectnet_v2");
}

TEST_CASE("a word where none is expected is named, with the options that may have been meant") {
    CHECK(fault_of({"init", "detectnet_v2.ipynb"}) ==
          "init takes no word by itself, but there is 'detectnet_v2.ipynb'\n"
          "type: tao-shim init --from detectnet_v2.ipynb\n"
          "to see what there is, type: tao-shim init --help");
    CHECK(fault_of({"init", "dino"}).find("\ntype: tao-shim init --task dino\n") != std::string::npos);
    CHECK(fault_of({"init", "tao-experiments"}).find("\ntype: tao-shim init --layout tao-experiments\n") !=
          std::string::npos);
    CHECK(fault_of({"ps", "x"}) ==
          "ps takes no word by itself, but there is 'x'\nto see what there is, type: tao-shim ps --help");
    CHECK(fault_of({"ps", "--", "x"}).starts_with("ps takes no word by itself"));
}

TEST_CASE("a line of the launcher keeps its options, with and without dashes before it") {
    const Words line = {"tao", "detectnet_v2", "train", "-e", "x", "--help"};
    CHECK(read({"explain", "tao", "detectnet_v2", "train", "-e", "x", "--help"}).words == line);
    CHECK(read({"explain", "--", "tao", "detectnet_v2", "train", "-e", "x", "--help"}).words == line);
    const CommandLine json = read({"check", "--json", "tao", "dino", "train", "--json"});
    CHECK(*std::get<bool*>(json.subcommand->option("--json")->member));
    CHECK(json.words == Words{"tao", "dino", "train", "--json"});
}

TEST_CASE("a line of the launcher without its program is shown with it") {
    CHECK(fault_of({"explain", "detectnet_v2", "train", "-e", "a b"}) ==
          "explain takes a line as you would run it, and 'detectnet_v2' is no program of the launcher\n"
          "type: tao-shim explain tao detectnet_v2 train -e 'a b'");
    CHECK(read({"check", "/opt/env/bin/tao", "dino", "train"}).kind == Kind::run);
    CHECK(read({"check", "tao-deploy", "dino"}).kind == Kind::run);
}

TEST_CASE("of a line with something in front of the program the program and what follows is shown") {
    const std::pair<Words, const char*> examples[] = {
        {{"sudo", "-E", "tao", "dino", "train"}, "tao-shim explain tao dino train"},
        {{"CUDA_VISIBLE_DEVICES=0", "tao", "dino", "train", "a b"},
         "CUDA_VISIBLE_DEVICES=0 tao-shim explain tao dino train 'a b'"},
        {{"MY_TOKEN=abc", "nohup", "tao", "dino"}, "MY_TOKEN='***' tao-shim explain tao dino"},
        {{"uv", "run", "tao", "dino"}, "tao-shim explain tao dino"},
        {{"!tao", "dino"}, "tao-shim explain tao dino"},
        {{"!", "/opt/env/bin/tao", "dino"}, "tao-shim explain /opt/env/bin/tao dino"},
        {{"dino", "train", "tao"}, "tao-shim explain tao dino train tao"},
    };
    for (const auto& [words, shown] : examples) {
        Words line{"explain", "--"};
        line.insert(line.end(), words.begin(), words.end());
        CHECK(fault_of(line).ends_with(std::string("is no program of the launcher\ntype: ") + shown));
    }
    CHECK(fault_of({"explain", "--", "MY_TOKEN=abc", "tao", "dino"}).find("abc") == std::string::npos);
}

TEST_CASE("words come as they were typed") {
    CHECK(read({"path", "[a,b]", "[]", "", "-", "--to-host", "--", "--x"}).words ==
          Words{"[a,b]", "[]", "", "-", "--x"});
}

TEST_CASE("options are filled with what was typed, an empty value as well, and left alone otherwise") {
    CHECK(options_of({"--colour", "red"}).colour == "red");
    CHECK(options_of({"--colour=red"}).colour == "red");
    CHECK(options_of({"--colour", ""}).colour == "");
    CHECK(options_of({"--colour", "[a,b]"}).colour == "[a,b]");
    CHECK(options_of({"--colour", "--dry"}).colour == "--dry");
    CHECK(options_of({"--colour", "red"}).brush == std::nullopt);
    CHECK(options_of({"--dry"}).dry);
    CHECK(options_of({"-d"}).dry);
    CHECK_FALSE(options_of({"--brush", "2"}).dry);
}

TEST_CASE("an option has a name for its value if it takes one, and something to fill") {
    for (const Subcommand& subcommand : all_subcommands()) {
        for (const Option& option : subcommand.options) {
            INFO(subcommand.name << " " << option.name);
            CHECK(std::holds_alternative<bool*>(option.member) == (*option.value == '\0'));
            CHECK(std::visit([](const auto* member) { return member != nullptr; }, option.member));
        }
    }
}

TEST_CASE("every example is a line that its command takes") {
    for (const Subcommand& subcommand : all_subcommands()) {
        INFO(subcommand.name);
        CHECK(subcommand.examples.empty() == subcommand.hidden);
        for (const Example& example : subcommand.examples) {
            const Words words = words_of(example.line);
            if (words.empty()) continue;
            INFO(example.line);
            const CommandLine line = read(words);
            CHECK(line.kind == Kind::run);
            CHECK(line.subcommand->name == std::string_view(subcommand.name));
        }
    }
}

TEST_CASE("a file in place of a line is told apart from a program, with the command that takes it") {
    tao::tests::MemoryFileSystem files;
    for (const char* name : {"/p/specs/train.txt", "/p/tao-project.yaml"})
        files.add_file(name);
    files.add_file("/p/run.sh", "", 0755);
    const auto fault = [&](const Words& words) {
        table() = all_subcommands();
        return read_command_line(words, table(), &files).fault;
    };
    const std::string takes = "check takes a line as you would run it, and ";
    CHECK(fault({"check", "/p/tao-project.yaml"}) ==
          takes + "'/p/tao-project.yaml' is a file\ntype: TAO_PROJECT=/p/tao-project.yaml tao-shim check");
    CHECK(fault({"check", "/p/specs/train.txt"}) ==
          takes + "'/p/specs/train.txt' is a file\ntype: tao-shim specs /p/specs/train.txt");
    CHECK(fault({"explain", "/p/specs/train.txt"}).ends_with("\ntype: tao-shim specs /p/specs/train.txt"));
    CHECK(fault({"check", "/p/run.sh"}).ends_with("\ntype: tao-shim check tao /p/run.sh"));
    CHECK(fault({"check", "dino"}).ends_with("\ntype: tao-shim check tao dino"));
}
