#include "commands/enable/jupyter.hpp"

#include <string_view>

#include "launcher/path_list.hpp"
#include "text/embedded.hpp"
#include "text/json_value.hpp"

namespace tao::commands {

namespace {

// The start-up file, and what it knows of values that are left open.
constexpr text::EmbeddedFile start_up[] = {
#include "jupyter.inc"
};

void replace(std::string& text, std::string_view name, const std::string& value) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
}

// A JSON string is a string of Python too.
std::string python_string(const std::string& text) {
    return text::show_json(text::Json(text));
}

// IPython: IPYTHONDIR, else ~/.ipython.
std::string ipython_directory(const EnableSurroundings& here) {
    const std::string_view named = here.environment.get_or_empty("IPYTHONDIR");
    return named.starts_with('/') ? std::string(named) : launcher::join(here.user.home, ".ipython");
}

}  // namespace

std::string jupyter_lines(const std::string& shims, const std::string& tool) {
    std::string text(start_up[0].content);
    replace(text, "@SHIMS@", python_string(shims));
    replace(text, "@TOOL@", python_string(tool));
    replace(text, "@PLACES@", python_string(std::string(start_up[1].content)));
    return text;
}

Placements jupyter_files(const EnableSurroundings& here, const std::string& /*operand*/) {
    const std::string directory = ipython_directory(here);
    const std::string lines = jupyter_lines(here.shims, launcher::join(here.bin, "tao-shim"));
    // Start-up files are read in the order of their names; a person's own may need what this one sets.
    const auto add = [&](Placements& places, const std::string& profile) {
        places.all.push_back({directory + "/" + profile + "/startup/00-tao-shim.py", lines});
    };
    Placements places;
    add(places, "profile_default");
    for (const std::string& name : here.files.list(directory)) {
        if (name.starts_with("profile_") && name != "profile_default") add(places, name);
    }
    return places;
}

}  // namespace tao::commands
