#include "commands/help.hpp"

#include "commands/subcommands.hpp"
#include "support/catch.hpp"

using namespace tao::commands;

namespace {

const Subcommand small{
    .name = "paint",
    .words = "[WALL...]",
    .summary = "Paint walls",
    .options = {{"--colour", "NAME", "The colour of all the walls of this house and the next"},
                {"--dry", "", "Only look"}},
    .examples = {{"tao-shim paint --dry", "Looks at every wall"}},
    .run = nullptr};

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        widest = std::max(widest, end - at);
        at = end + 1;
    }
    return widest;
}

}  // namespace

TEST_CASE("a help page shows usage, options and examples") {
    CHECK(subcommand_help(small, 80) ==
          "Paint walls.\n"
          "\n"
          "Usage: tao-shim paint [OPTIONS] [WALL...]\n"
          "\n"
          "Options:\n"
          "  --colour NAME  The colour of all the walls of this house and the next\n"
          "  --dry          Only look\n"
          "  -h, --help     Show this\n"
          "\n"
          "Example:\n"
          "  tao-shim paint --dry\n"
          "      Looks at every wall\n"
          "\n"
          "\"man tao-shim\" says more.\n");
}

TEST_CASE("a narrower terminal breaks meanings at their blanks, a very narrow one puts them below") {
    CHECK(subcommand_help(small, 52).find("  --colour NAME  The colour of all the walls of this\n"
                                          "                 house and the next\n") != std::string::npos);
    CHECK(subcommand_help(small, 40).find("  --colour NAME\n"
                                          "      The colour of all the walls of\n"
                                          "      this house and the next\n") != std::string::npos);
}

TEST_CASE("the pages of every command fit into 60 columns, but for lines to type") {
    CHECK(widest_line(program_help(all_subcommands(), 60)) <= 62);
    for (const Subcommand& subcommand : all_subcommands()) {
        Subcommand without = subcommand;
        without.examples.clear();
        without.words = "";
        INFO(subcommand.name);
        CHECK(widest_line(subcommand_help(without, 60)) <= 60);
    }
}

TEST_CASE("the program's page has every command but those for programs") {
    const std::string page = program_help(all_subcommands(), 80);
    for (const Subcommand& subcommand : all_subcommands())
        CHECK((page.find("\n  " + std::string(subcommand.name) + " ") == std::string::npos) ==
              subcommand.hidden);
}
