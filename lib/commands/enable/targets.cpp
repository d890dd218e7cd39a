#include "commands/enable/targets.hpp"

#include "commands/enable/lines.hpp"
#include "launcher/identify.hpp"
#include "launcher/path_list.hpp"
#include "os/base_directory.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using launcher::join;
using text::shell_word;
using text::visible;

// bash(1), INVOCATION: a login shell reads the first of three files, any other interactive one .bashrc. Debian's .profile
// puts ~/.local/bin first after it has read .bashrc, so both get the lines, at their end.
Placements bash_files(const EnableSurroundings& here, const std::string& /*operand*/) {
    std::string login = ".profile";
    for (const char* name : {".bash_profile", ".bash_login"}) {
        if (here.files.link_status(join(here.user.home, name))) {
            login = name;
            break;
        }
    }
    const std::string lines = shell_lines(here.shims, here.bin);
    Placements files = {
        .all = {{join(here.user.home, ".bashrc"), lines}, {join(here.user.home, login), lines}}};
    for (const char* name : {".bash_profile", ".bash_login", ".profile"}) {
        if (name != login) files.formerly.push_back(join(here.user.home, name));
    }
    return files;
}

Placements zsh_files(const EnableSurroundings& here, const std::string& /*operand*/) {
    const std::string_view elsewhere = here.environment.get_or_empty("ZDOTDIR");
    const std::string directory = elsewhere.starts_with('/') ? std::string(elsewhere) : here.user.home;
    return {.all = {{join(directory, ".zshrc"), shell_lines(here.shims, here.bin)}}};
}

Placements fish_files(const EnableSurroundings& here, const std::string& /*operand*/) {
    const std::string configuration =
        os::base_directory(here.environment, "XDG_CONFIG_HOME", here.user.home, ".config");
    return {.all = {{configuration + "/fish/conf.d/tao-shim.fish", fish_lines(here.shims, here.bin)}}};
}

// The launcher's own scripts in an environment: `uv run tao`, `poetry run tao`, `conda run tao` and a script by its
// path start them without any activation.
void add_launcher_scripts(const EnableSurroundings& here, const std::string& directory, Placements& places) {
    for (const char* name : {"tao", "tlt", "tao-deploy"}) {
        const std::string script = join(directory, std::string("bin/") + name);
        const launcher::Identity identity = launcher::identify(script, here.files);
        if (!identity.is_script || identity.launcher.kind != launcher::ProgramKind::launcher) continue;
        places.all.push_back(
            {.file = script, .lines = launcher_script_lines(join(here.shims, name)), .before_imports = true});
    }
}

// The scripts that venv, virtualenv and uv write; not every one writes all of them.
Placements venv_files(const EnableSurroundings& here, const std::string& directory) {
    if (!here.files.exists(join(directory, "pyvenv.cfg"))) {
        return {.fault = visible(directory) + " is not a virtual environment: it has no pyvenv.cfg",
                .remedy = "python3 -m venv " + shell_word(directory)};
    }
    const std::vector<Placement> scripts = {
        {join(directory, "bin/activate"), activate_lines(here.shims)},
        {join(directory, "bin/activate.fish"), activate_fish_lines(here.shims)},
        {join(directory, "bin/activate.csh"), activate_csh_lines(here.shims)},
        {join(directory, "bin/Activate.ps1"), activate_powershell_lines(here.shims)},
        {join(directory, "bin/activate.ps1"), activate_powershell_lines(here.shims)},
    };
    Placements there;
    for (const Placement& script : scripts) {
        if (here.files.exists(script.file)) there.all.push_back(script);
    }
    add_launcher_scripts(here, directory, there);
    if (there.all.empty()) {
        there.fault = visible(directory) + " has no activation script: there is no " +
                      visible(join(directory, "bin/activate"));
        there.remedy = "export PATH=" + shell_word(here.shims) + ":\"$PATH\"";
    }
    return there;
}

// conda runs the scripts in the order of their names, after it has changed PATH.
Placements conda_files(const EnableSurroundings& here, const std::string& prefix) {
    if (!here.files.exists(join(prefix, "conda-meta"))) {
        return {.fault = visible(prefix) + " is not a conda environment: it has no conda-meta",
                .remedy = "conda env list"};
    }
    const std::string scripts = join(prefix, "etc/conda");
    Placements places = {
        .all = {{scripts + "/activate.d/zz-tao-shim.sh", conda_activate_lines(here.shims)},
                {scripts + "/activate.d/zz-tao-shim.fish", conda_activate_fish_lines(here.shims)},
                {scripts + "/deactivate.d/zz-tao-shim.sh", conda_deactivate_lines(here.shims)},
                {scripts + "/deactivate.d/zz-tao-shim.fish", conda_deactivate_fish_lines(here.shims)}}};
    add_launcher_scripts(here, prefix, places);
    return places;
}

// IPython: IPYTHONDIR, else ~/.ipython.
std::string ipython_directory(const EnableSurroundings& here) {
    const std::string_view named = here.environment.get_or_empty("IPYTHONDIR");
    return named.starts_with('/') ? std::string(named) : join(here.user.home, ".ipython");
}

// The start-up files of IPython, which every Jupyter kernel for Python is, whichever program starts it and whichever
// virtual environment it is of: one for each profile, and for the default profile also if there is none yet.
Placements jupyter_files(const EnableSurroundings& here, const std::string& /*operand*/) {
    const std::string directory = ipython_directory(here);
    const std::string lines = jupyter_lines(here.shims, join(here.bin, "tao-shim"));
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

std::optional<std::string> if_login_shell(const EnableSurroundings& here, std::string_view name) {
    const std::string_view shell = here.environment.get_or_empty("SHELL");
    if (shell.substr(shell.rfind('/') + 1) != name) return std::nullopt;
    return "";
}

std::optional<std::string> if_active(const EnableSurroundings& here, const char* variable) {
    const std::string_view directory = here.environment.get_or_empty(variable);
    if (!directory.starts_with('/')) return std::nullopt;
    return std::string(directory);
}

std::optional<std::string> if_ipython(const EnableSurroundings& here) {
    if (!here.files.exists(join(here.user.home, ".ipython"))) return std::nullopt;
    return "";
}

}  // namespace

EnableSurroundings enable_surroundings(const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    const std::string shims = launcher::parent_directory(invocation.self_path);
    const std::string prefix =
        launcher::parent_directory(launcher::parent_directory(launcher::parent_directory(shims)));
    return {.files = surroundings.files,
            .environment = invocation.environment,
            .user = project::user_of(invocation.environment, invocation.user, invocation.group,
                                     surroundings.files),
            .working_directory = invocation.working_directory,
            .shims = shims,
            .bin = launcher::join(prefix, "bin")};
}

const std::vector<EnableTarget>& enable_targets() {
    static const std::vector<EnableTarget> targets = {
        {"bash", "", "bash: at its start, and before each prompt",
         "bash -c and scripts read no start-up file: they have the PATH of what starts them", bash_files,
         [](const EnableSurroundings& here) { return if_login_shell(here, "bash"); }},
        {"zsh", "", "zsh: at its start, and before each prompt",
         "zsh -c and scripts read no start-up file: they have the PATH of what starts them", zsh_files,
         [](const EnableSurroundings& here) { return if_login_shell(here, "zsh"); }},
        {"fish", "", "fish: whenever PATH changes", "", fish_files,
         [](const EnableSurroundings& here) { return if_login_shell(here, "fish"); }},
        {"venv", "DIR",
         "a virtual environment: activated, by `uv run`, `poetry run`, and its bin/tao by path",
         "a launcher that is installed or upgraded there later has no such lines until it is enabled again",
         venv_files, [](const EnableSurroundings& here) { return if_active(here, "VIRTUAL_ENV"); }},
        {"conda", "PREFIX", "a conda environment: activated, by `conda run`, and its bin/tao by path",
         "a launcher that is installed or upgraded there later has no such lines until it is enabled again",
         conda_files, [](const EnableSurroundings& here) { return if_active(here, "CONDA_PREFIX"); }},
        {"jupyter", "", "Jupyter kernels and IPython: at their start, with the variables of their project",
         "a kernel that runs already keeps what it has until it is restarted", jupyter_files, if_ipython},
    };
    return targets;
}

}  // namespace tao::commands
