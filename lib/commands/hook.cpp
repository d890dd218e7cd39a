#include <optional>
#include <string>

#include "commands/subcommands.hpp"
#include "text/embedded.hpp"

namespace tao::commands {

namespace {

constexpr text::EmbeddedFile hooks[] = {
#include "hooks.inc"
};

// The lines that make a shell set the variables of the project it is in: bash, zsh or fish. Nothing for other names.
std::optional<std::string> hook_text(const std::string& shell) {
    for (const text::EmbeddedFile& one : hooks) {
        if (one.name == shell) return std::string(one.content);
    }
    return std::nullopt;
}

int hook(const std::vector<std::string>& words, const Surroundings& /*surroundings*/) {
    if (words.size() == 1) {
        if (const auto text = hook_text(words[0])) {
            print(*text);
            return 0;
        }
    }
    return usage_fault("name one shell: bash, zsh or fish",
                       "eval \"$(tao-shim hook bash)\"   (at the end of ~/.bashrc)");
}

}  // namespace

Subcommand hook_subcommand() {
    return {.name = "hook",
            .words = "SHELL",
            .summary = "Print the lines that set the project's variables in a shell",
            .options = {},
            .examples = {{"eval \"$(tao-shim hook bash)\"",
                          "In ~/.bashrc: whenever the shell is in a project, its variables are set"},
                         {"tao-shim hook fish | source", "The same in ~/.config/fish/config.fish"}},
            .run = hook,
            .complete = [](const std::vector<std::string>& before, const Surroundings& /*surroundings*/) {
                Completions shells;
                for (const text::EmbeddedFile& one : hooks) {
                    if (before.empty()) shells.push_back({std::string(one.name), ""});
                }
                return shells;
            }};
}

}  // namespace tao::commands
