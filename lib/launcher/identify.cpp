#include "launcher/identify.hpp"

#include <algorithm>
#include <array>

#include "launcher/interpreter.hpp"
#include "launcher/script_text.hpp"
#include "launcher/shim_marker.hpp"
#include "launcher/version.hpp"

namespace tao::launcher {

namespace {

// The module that a script imports, or a package above it -> what the script is. The first row that fits
// counts.
struct ModuleRule {
    std::string_view module;
    ProgramKind kind;
    Grammar grammar;
    bool deploy_entry;
};
constexpr std::array module_rules = {
    ModuleRule{"nvidia_tao_cli", ProgramKind::launcher, Grammar::group_first, false},  // 5.0.0 and later
    ModuleRule{"tlt.entrypoint.tao_deploy", ProgramKind::launcher, Grammar::task_first,
               true},  // 4.x, tao-deploy
    ModuleRule{"tlt.entrypoint", ProgramKind::launcher, Grammar::task_first,
               false},                                                        // 0.1.x, 4.x, nvidia-tlt
    ModuleRule{"tao_cli", ProgramKind::client, Grammar::group_first, false},  // nvidia-tao-client
};

// The name of the distribution in a script that asks setuptools for its entry point (`setup.py develop`).
struct DistributionRule {
    std::string_view name;
    ProgramKind kind;
};
constexpr std::array distribution_rules = {
    DistributionRule{"nvidia-tao", ProgramKind::launcher},
    DistributionRule{"nvidia-tlt", ProgramKind::launcher},
    DistributionRule{"nvidia-tao-client", ProgramKind::client},
};

bool is_module_or_below(std::string_view module, std::string_view above) {
    return module.starts_with(above) && (module.size() == above.size() || module[above.size()] == '.');
}

// The module of a line `from X import Y`, `import X` or `runpy.run_module("X", ...)`; empty for any other line.
std::string_view imported_module(std::string_view line) {
    line = skip_blanks(line);
    for (const std::string_view call : {"runpy.run_module(", "run_module("}) {
        if (!line.starts_with(call)) continue;
        line = skip_blanks(line.substr(call.size()));
        if (line.empty() || (line.front() != '"' && line.front() != '\'')) return {};
        const auto end = line.find(line.front(), 1);
        return end == std::string_view::npos ? std::string_view{} : line.substr(1, end - 1);
    }
    const std::string_view keyword = take_word(line);
    if (keyword != "from" && keyword != "import") return {};
    std::string_view module = take_word(line);
    return module.substr(0, module.find_first_of(",;#"));
}

bool identify_by_import(std::string_view line, Launcher& launcher) {
    const std::string_view module = imported_module(line);
    if (module.empty()) return false;
    const auto* rule = std::find_if(
        module_rules.begin(), module_rules.end(),
        [&](const ModuleRule& candidate) { return is_module_or_below(module, candidate.module); });
    if (rule == module_rules.end()) return false;
    launcher.kind = rule->kind;
    launcher.grammar = rule->grammar;
    launcher.deploy_entry = rule->deploy_entry;
    launcher.import_line = module;
    return true;
}

// __requires__ = 'nvidia-tao==5.5.1', or without a version
bool identify_by_requirement(std::string_view line, Launcher& launcher, const os::FileSystem& files) {
    constexpr std::string_view keyword = "__requires__";
    if (!line.starts_with(keyword)) return false;
    const auto open = line.find_first_of("'\"");
    if (open == std::string_view::npos) return false;
    line.remove_prefix(open + 1);
    line = line.substr(0, line.find_first_of("'\""));
    const auto equals = line.find("==");
    const std::string_view name = line.substr(0, equals);
    const auto* rule =
        std::find_if(distribution_rules.begin(), distribution_rules.end(),
                     [&](const DistributionRule& candidate) { return candidate.name == name; });
    if (rule == distribution_rules.end()) return false;
    launcher.kind = rule->kind;
    launcher.import_line = line;
    if (equals == std::string_view::npos) {
        launcher.grammar = grammar_of_package(launcher, files);
    } else {
        launcher.version_text = line.substr(equals + 2);
        launcher.version = parse_version(launcher.version_text);
        launcher.grammar = launcher.version < Version{5, 0, 0} ? Grammar::task_first : Grammar::group_first;
    }
    launcher.deploy_entry =
        launcher.grammar == Grammar::task_first && file_name(launcher.path).starts_with("tao-deploy");
    return true;
}

}  // namespace

Identity identify_start(const std::string& path, std::string_view start, const os::FileSystem& files) {
    Identity identity;
    Launcher& launcher = identity.launcher;
    launcher.path = path;
    identity.is_script = start.starts_with("#!");
    if (!identity.is_script) {
        identity.is_shim = has_shim_note(start);
        return identity;
    }
    launcher.interpreter = interpreter_of(start, path, files);
    for (std::string_view rest = start; !rest.empty();) {
        const std::string_view line = take_line(rest);
        if (identify_by_import(line, launcher) || identify_by_requirement(line, launcher, files))
            return identity;
        launcher.starts_shim = launcher.starts_shim || line.starts_with(our_lines_begin);
    }
    identity.is_shim = names_shim(start);
    identity.mentions_tao = mentions_word(start, "tao");
    return identity;
}

Identity identify(const std::string& path, const os::FileSystem& files) {
    return identify_start(path, files.read_start(path, start_of_file).value_or(std::string()), files);
}

}  // namespace tao::launcher
