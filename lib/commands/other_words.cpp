#include "commands/other_words.hpp"

#include "text/escape.hpp"

namespace tao::commands {

namespace {

struct OtherWord {
    std::string_view words;  // separated by blanks
    const char* way;
};

constexpr OtherWord of_commands[] = {
    {"list ls jobs runs", "what runs here: tao-shim ps\nthe tasks that there are: tao --help"},
    {"status info diagnose", "type: tao-shim doctor"},
    {"kill cancel end", "type: tao-shim stop"},
    {"validate verify lint test", "type: tao-shim check"},
    {"dry-run dryrun preview", "type: tao-shim explain tao TASK ..."},
    {"setup create new", "type: tao-shim init"},
    {"allow", "type: tao-shim trust"},
    {"show settings mounts", "type: tao-shim config"},
    {"images pull", "for docker pull and the like: tao-shim image"},
    {"translate", "type: tao-shim path FILE"},
    {"activate", "type: tao-shim enable"},
    {"uninstall remove", "./install.sh --uninstall takes it away, or: sudo apt remove tao-shim"},
    {"upgrade update", "a newer version is installed over this one, by its package or its install.sh"},
    {"run exec start train", "a task is started by tao itself: tao detectnet_v2 train ..."},
};

constexpr OtherWord of_init[] = {
    {"--force --overwrite --yes -f -y",
     "nothing is ever overwritten; to begin anew, move the file away: mv tao-project.yaml "
     "tao-project.yaml.old"},
};

constexpr OtherWord of_targets[] = {
    {"direnv .envrc envrc",
     "direnv needs a line of its own: echo 'eval \"$(tao-shim env)\"' >> .envrc && direnv allow"},
    {"uv poetry pipenv virtualenv hatch pdm .venv", "type: tao-shim enable venv .venv"},
    {"mamba micromamba miniconda anaconda miniforge", "type: tao-shim enable conda \"$CONDA_PREFIX\""},
    {"notebook lab jupyterlab jupyter-lab ipython ipykernel kernel vscode code",
     "type: tao-shim enable jupyter"},
    {"sh profile .bashrc bashrc ~/.bashrc .profile ~/.profile .bash_profile", "type: tao-shim enable bash"},
    {".zshrc zshrc ~/.zshrc", "type: tao-shim enable zsh"},
};

// Words of a line for TAO that somebody types behind tao-shim.
constexpr std::string_view groups = "model dataset deploy";
constexpr std::string_view subtasks_of_guides =
    "train evaluate inference export prune retrain quantize gen_trt_engine dataset_convert convert";

bool is_among(std::string_view words, std::string_view wanted) {
    for (std::size_t begin = 0; begin < words.size();) {
        const std::size_t end = words.substr(begin).find(' ');
        if (words.substr(begin, end) == wanted) return true;
        if (end == std::string_view::npos) break;
        begin += end + 1;
    }
    return false;
}

template <std::size_t size>
std::string way_in(const OtherWord (&table)[size], std::string_view wanted) {
    for (const auto& [words, way] : table) {
        if (is_among(words, wanted)) return way;
    }
    return {};
}

}  // namespace

std::string way_for_command(const std::vector<std::string>& line) {
    std::string typed;
    for (const std::string& word : line)
        typed += " " + text::shell_word(word);
    if (is_among(groups, line.front()) || (line.size() > 1 && is_among(subtasks_of_guides, line[1])))
        return "a task is started by tao itself, type: tao" + typed;
    if (line.front() == "tao" || line.front() == "tlt" || line.front() == "tao-deploy") {
        return "to run it, type:" + typed + "\nto see what it would do, type: tao-shim explain" + typed;
    }
    return way_in(of_commands, line.front());
}

std::string way_for_option(std::string_view command, std::string_view option) {
    return command == "init" ? way_in(of_init, option) : std::string();
}

std::string way_for_target(std::string_view target) {
    return way_in(of_targets, target);
}

}  // namespace tao::commands
