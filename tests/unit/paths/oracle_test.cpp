// Which file does the user mean, and which will the task see? Random computers, projects and words, judged by a model of
// the container's name space (name_space_model.hpp): either the task sees the file that is meant, or there is exactly one
// finding about it; and the line that the finding advises, read by the reader of project files, makes it go away.
//
// TAO_SHIM_ROUNDS and TAO_SHIM_SEED in the environment: more of them, and others.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <random>
#include <set>

#include "paths/advice.hpp"
#include "paths/known_directories.hpp"
#include "paths/resolve_mounts.hpp"
#include "paths/shell_words.hpp"
#include "paths/translate.hpp"
#include "project/read.hpp"
#include "support/catch.hpp"
#include "support/name_space_model.hpp"
#include "text/path.hpp"

using namespace tao;
using paths::Finding;
using paths::Rule;
using tests::ModelMount;
using tests::NameSpaceModel;
using Kind = NameSpaceModel::Kind;

namespace {

unsigned number_of(const char* variable, unsigned otherwise) {
    const char* const value = std::getenv(variable);
    return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_);
    }
    bool one_in(std::size_t number) { return below(number) == 0; }
    template <typename Choices>
    auto of(const Choices& choices) {
        return choices[below(std::size(choices))];
    }

  private:
    std::mt19937 engine_;
};

constexpr const char* plain_names[] = {"a", "b", "data", "specs", "results", "x.txt", "run1"};
constexpr const char* odd_names[] = {"a b", "x$X", "k:v", "c,d",  "q\"r\"", "it's", "\xc3\xa9", "e=f",
                                     "[g]", "#h",  "~t",  "-m",   "*s",     "b\\s", "{i}",      "two  blanks",
                                     "@at", "w;",  " z ", "a: b", "k #",    "$X"};
constexpr const char* projects[] = {"/home/u/p", "/home/u/my p", "/data/me/cars", "/srv/p",
                                    "/w/p",      "/root/p",      "/mnt/p$X"};
constexpr const char* others[] = {"/mnt/set",   "/disk/n", "/data",     "/results",
                                  "/srv/other", "/tmp/t",  "/home/u/q", "/w"};
constexpr const char* destinations[] = {"/w",
                                        "/w/specs",
                                        "/w/data",
                                        "/w/a/b",
                                        "/data",
                                        "/results",
                                        "/specs",
                                        "/mnt/set",
                                        "/x y",
                                        "/x$X",
                                        "/workspace/tao-experiments"};

std::string yaml_text(const std::string& text) {
    std::string result = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') result += '\\';
        result += byte == '$' ? std::string("$$") : std::string(1, byte);
    }
    return result + "\"";
}

// How a project file is written.
enum class Form { block, flow, json, json_with_list };
constexpr std::size_t forms_of_files = 4;

// A computer with a project on it, and where somebody is.
class Scene {
  public:
    NameSpaceModel model;
    std::string project;
    std::string home;
    std::string here;
    std::string text;
    project::Writing writing;
    std::vector<ModelMount> mounts;

    explicit Scene(Random& random) : random_(random) {
        project = random.of(projects);
        home = project.starts_with("/root") ? "/root" : random.one_in(4) ? project : "/home/u";
        model.add(home, Kind::directory);
        model.add("/usr/lib/x", Kind::file);
        model.add("/tmp", Kind::directory);
        for (std::string root : {project, std::string(random.of(others)), std::string(random.of(others))}) {
            if (!model.has(root)) model.add(root, Kind::directory);
            populate(root, 0);
        }
        for (std::size_t count = 1 + random.below(4); count > 0; --count)
            add_mount();
        const std::string directories[] = {project, project, directory(), directory(), home, "/", "/tmp"};
        here = random.of(directories);
        files_.emplace(model.files());
        write(Form::block);
        read();
    }

    // The project file in another form, which says the same.
    void write(Form form) {
        std::string list;
        for (const std::string& entry : entries_)
            list += form == Form::block ? "  - " + entry + "\n" : (list.empty() ? "" : ", ") + entry;
        switch (form) {
            case Form::block:
                text = "version: 1\n" + (list.empty() ? "" : "mounts:\n" + list);
                break;
            case Form::flow:
                text = "mounts: [" + list + "]\nversion: 1\n";
                break;
            case Form::json:
                text = "{\"version\": 1" + (list.empty() ? "" : ", \"mounts\": [" + list + "]") + "}\n";
                break;
            case Form::json_with_list:
                text = "{\n  \"mounts\": [" + list + "],\n  \"version\": 1\n}\n";
                break;
        }
    }

    const tests::MemoryFileSystem& files() const { return *files_; }

    // The project file read, and its mounts as the model has them. False: it has errors.
    bool read() {
        const text::SourceFile source{.path = project + "/tao-project.yaml", .content = text};
        text::Diagnostics diagnostics(source);
        const os::Environment environment({"HOME=" + home, "X=xx"});
        project::User user;
        user.home = home;
        const auto read = project::read(
            {.environment = environment, .user = user, .file = source.path, .directory = project},
            diagnostics);
        if (!read) return false;
        auto resolved = paths::resolve_mounts(*read, *files_, diagnostics);
        if (diagnostics.has_errors()) return false;
        writing = read->writing;
        table_ = std::move(resolved.table);
        judge_.emplace(table_, *files_,
                       paths::Standpoint{.home = home, .working_directory = here, .workdir = {}});
        mounts.clear();
        for (const paths::Mount& mount : table_.mounts())
            mounts.push_back({.source = model.on_host(mount.source), .destination = mount.destination});
        for (std::size_t index = 0; index < mounts.size(); ++index) {
            for (std::size_t later = index + 1; later < mounts.size(); ++later)
                if (mounts[later].source == mounts[index].source) mounts[index].dropped = true;
        }
        model.place(mounts);
        return true;
    }

    const paths::Judge& judge() const { return *judge_; }
    const paths::MountTable& table() const { return table_; }

    paths::Translation translate(const std::string& word) const {
        return paths::translate({word}, *judge_, os::Environment({"HOME=" + home, "X=xx"}),
                                {.leading_words = 0});
    }

    // Would the shells make another word of it? Then another path is meant.
    bool is_of_shell(const std::string& word) const {
        return paths::resolve_as_shell(word, os::Environment({"HOME=" + home, "X=xx"}),
                                       [&](std::string_view name) { return judge_->exists(name); }) != word;
    }

    // What the task sees under a text that it gets.
    std::string seen(const std::string& word) const {
        if (word.starts_with("/")) return model.in_container(word, mounts);
        if (judge_->task_directory().empty()) return "image:";
        return model.in_container(judge_->task_directory() + "/" + word, mounts);
    }

    // Has the container the file under some name?
    bool is_shown(const std::string& file) const {
        return std::any_of(mounts.begin(), mounts.end(), [&](const ModelMount& mount) {
            return !mount.dropped && NameSpaceModel::is_above(mount.source, file) &&
                   model.in_container(mount.destination + file.substr(mount.source.size()), mounts) == file;
        });
    }

    bool exists(const std::string& file) const {
        return (model.has(file) && !model.is(file, Kind::link)) || is_source(file);
    }
    bool is_below_file(const std::string& file) const {
        for (std::string above = NameSpaceModel::parent(file); !above.empty();
             above = NameSpaceModel::parent(above))
            if (model.is(above, Kind::file)) return true;
        return false;
    }
    bool has_directory(const std::string& file) const {
        const std::string above = NameSpaceModel::parent(file);
        return exists(file) || (!above.empty() && exists(above) && !model.is(above, Kind::file)) ||
               is_source(above);
    }

    // How many components are still to be made.
    std::size_t missing(const std::string& file) const {
        if (exists(file)) return 0;
        if (has_directory(file)) return 1;
        if (file.empty() || is_below_file(file)) return std::string::npos;
        std::size_t count = 0;
        for (std::string above = file; above != "/" && !above.empty() && !model.has(above);
             above = NameSpaceModel::parent(above))
            ++count;
        return count;
    }

    std::string name() { return random_.one_in(3) ? random_.of(odd_names) : random_.of(plain_names); }

    // A path that is written down: of something that exists, of something new, through links or not.
    std::string path() {
        const auto all = model.paths();
        std::string result = random_.one_in(12) ? std::string("/nowhere") : random_.of(all);
        for (std::size_t more = random_.below(3); more > 0; --more)
            result += "/" + name();
        return result;
    }

  private:
    void populate(const std::string& directory, int depth) {
        for (std::size_t count = random_.below(depth == 0 ? 5 : 3); count > 0; --count) {
            const std::string path = directory + "/" + name();
            if (model.has(path)) continue;
            if (random_.one_in(4)) {
                model.add(path, Kind::link, target_from(directory));
            } else if (random_.one_in(3)) {
                model.add(path, Kind::file);
            } else {
                model.add(path, Kind::directory);
                if (depth < 2) populate(path, depth + 1);
            }
        }
    }

    std::string target_from(const std::string& directory) {
        const auto all = model.paths();
        std::string target = random_.of(all);
        if (random_.one_in(3)) target += "/" + name();
        if (random_.one_in(8)) target = "/opt/nvidia/tools";
        if (random_.one_in(2)) return target;
        std::string up;
        for (const char byte : directory)
            if (byte == '/') up += "../";
        return random_.one_in(3) ? name() : up + target.substr(1);
    }

    std::string directory() {
        std::vector<std::string> directories;
        for (const std::string& path : model.paths())
            if (model.is(path, Kind::directory)) directories.push_back(path);
        return random_.of(directories);
    }

    void add_mount() {
        const auto all = model.paths();
        const std::string below[] = {project, project + "/data", project + "/specs", project + "/results"};
        std::string source = random_.one_in(3) ? std::string(random_.of(below)) : random_.of(all);
        const std::string destination = random_.one_in(5) ? source : std::string(random_.of(destinations));
        entries_.push_back("{\"source\": " + yaml_text(source) + ", \"destination\": " +
                           yaml_text(destination) + (random_.one_in(2) ? ", \"create\": true}" : "}"));
        files_.emplace(model.files());
        here = "/";
        write(Form::block);
        if (!read()) entries_.pop_back();
    }

    bool is_source(const std::string& file) const {
        return std::any_of(mounts.begin(), mounts.end(),
                           [&](const ModelMount& mount) { return mount.source == file; });
    }

    Random& random_;
    std::vector<std::string> entries_;  // of the project's mounts
    std::optional<tests::MemoryFileSystem> files_;
    paths::MountTable table_;
    std::optional<paths::Judge> judge_;
};

std::string shown(const Scene& scene) {
    std::string result = "project " + scene.project + ", home " + scene.home + ", here " + scene.here +
                         ", task in '" + scene.judge().task_directory() + "'\n" + scene.text;
    for (const std::string& path : scene.model.paths()) {
        const auto target = scene.files().link_target(path);
        result += path +
                  (target                                  ? " -> " + *target
                   : scene.model.is(path, Kind::directory) ? "/"
                                                           : "") +
                  "\n";
    }
    return result;
}

// What a word means, in the model's words.
struct Meaning {
    std::string file;              // of the host
    bool counts = true;            // is it a path at all?
    bool silent = false;           // may be the image's: nothing need be said
    bool open = false;             // of two readings, neither is better
    bool hidden_is_right = false;  // the file that another mount has there may be meant
    std::string hidden;
};

// model/backbone=resnet by itself is Hydra's choice from a group, unless there is such a file.
bool chooses_from_group(const std::string& word) {
    const auto is_key = [](char byte) {
        return std::isalnum(static_cast<unsigned char>(byte)) != 0 ||
               std::string_view("_-./@:$[]").find(byte) != std::string_view::npos;
    };
    const auto equals = word.find('=');
    return equals != std::string::npos &&
           (std::isalnum(static_cast<unsigned char>(word.front())) != 0 || word.front() == '_') &&
           std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals), is_key);
}

bool is_relative(const std::string& word) {
    return !word.starts_with('/') && word != "~" && !word.starts_with("~/");
}

Meaning meaning_of(const Scene& scene, const std::string& word) {
    const NameSpaceModel& model = scene.model;
    Meaning meaning;
    const bool relative = is_relative(word);
    const std::string text = relative                ? scene.here + "/" + word
                             : word.starts_with('~') ? scene.home + word.substr(1)
                                                     : word;
    meaning.file = model.on_host(text);
    if (meaning.file == "loop") return meaning;
    if (relative) {
        const bool is_explicit =
            word == "." || word == ".." || word.starts_with("./") || word.starts_with("../");
        const bool bare = word.find('/') == std::string::npos;
        const std::string first_here = scene.here + "/" + word.substr(0, word.find('/'));
        const std::string first = model.on_host(first_here);
        const auto first_status = scene.files().link_status(first_here);
        const bool begins_with_link = first_status && first_status->type == os::FileType::link;
        const std::string normal = text::normalised(text);
        const bool under_source =
            std::any_of(scene.table().mounts().begin(), scene.table().mounts().end(), [&](const auto& mount) {
                return NameSpaceModel::is_above(mount.source, normal) &&
                       mount.source.size() > scene.here.size() && text::is_under(mount.source, scene.here);
            });
        meaning.counts = is_explicit || (bare ? model.is(meaning.file, Kind::file)
                                              : model.has(meaning.file) || model.is(first, Kind::directory) ||
                                                    begins_with_link || under_source);
        if (!is_explicit && !model.has(meaning.file) && chooses_from_group(word)) meaning.counts = false;
    }
    const std::string normal = text::normalised(text);
    if (!relative && !word.starts_with('~')) {
        // Under a destination, dropped ones included.
        const paths::Mount* mount = scene.table().by_destination(word);
        if (mount != nullptr) {
            const std::string container =
                model.on_host(*paths::replace_ancestor(word, mount->destination, mount->source));
            if (container != meaning.file) {
                bool host = false;
                if (scene.is_shown(meaning.file)) {
                    const std::size_t of_host = scene.missing(meaning.file);
                    const std::size_t of_container = scene.missing(container);
                    host = of_host < of_container;
                    meaning.open = of_host == of_container;
                } else {
                    meaning.open = scene.model.has(meaning.file) && !model.has(container);
                }
                if (!host) meaning.file = container;
            }
        }
        const std::string& where = mount != nullptr ? meaning.file : normal;
        const bool exists = model.has(meaning.file);
        meaning.silent =
            (paths::is_system_path(where) && (mount == nullptr || !exists)) ||
            (!paths::image_directory(where).empty() && (!exists || where == paths::image_directory(where)));
    }
    // Behind a link of a mount that leads to the image.
    if (!model.has(meaning.file) && !paths::image_directory(meaning.file).empty() && !word.starts_with('~') &&
        (!relative || scene.seen(word) == "image:" + meaning.file))
        meaning.silent = true;
    // Another mount may be there in the container, or a link may lead somewhere there alone.
    if (!model.has(meaning.file) && !scene.is_shown(meaning.file)) {
        const auto sources = scene.table().by_source(text);
        const bool of_container = word.starts_with('/') && scene.table().by_destination(text) != nullptr;
        if (of_container) {
            meaning.hidden = model.in_container(text, scene.mounts);
        } else if (!sources.empty()) {
            const auto name =
                paths::replace_ancestor(text, sources.front()->source, sources.front()->destination);
            if (name) meaning.hidden = model.in_container(*name, scene.mounts);
        }
        meaning.hidden_is_right =
            scene.exists(meaning.hidden) ||
            (scene.has_directory(meaning.hidden) && (of_container || !scene.has_directory(meaning.file)));
    }
    return meaning;
}

// A directory whose name ends with a sign that parts paths, and that is still to be made: /a;/b is two paths.
// So is a word with blanks of which one part is there: "/a b/c".
bool looks_like_list(const Scene& scene, const std::string& word) {
    if (word.find(' ') != std::string::npos && !scene.judge().exists(word)) {
        for (std::size_t begin = 0; begin < word.size();) {
            const std::size_t end = std::min(word.find(' ', begin), word.size());
            const std::string part = word.substr(begin, end - begin);
            if (scene.judge().exists(part.substr(0, part.find_last_not_of(",;:") + 1))) return true;
            begin = end + 1;
        }
    }
    for (std::size_t at = word.find('/', 1); at != std::string::npos; at = word.find('/', at + 1)) {
        if (std::string(",;:= ").find(word[at - 1]) != std::string::npos && !scene.judge().is_one_path(word))
            return true;
    }
    return false;
}

struct Counts {
    std::size_t stays = 0, changed = 0, silent = 0, found = 0, advised = 0, typed = 0, without_advice = 0,
                no_path = 0;
};

// The text of a project file, as somebody leaves it who does what the advice says, to the letter.
std::string followed(const std::string& text, const std::string& advice) {
    const auto line = advice.find('\n');
    const std::string where = advice.substr(0, line);
    const std::string what = advice.substr(line + 1);
    const auto says = [&](const char* words) { return where.find(words) != std::string::npos; };
    const auto inserted = [&](std::size_t at) { return text.substr(0, at + 1) + what + text.substr(at + 1); };
    if (says("add these lines at the end of")) return text + what + "\n";
    if (says("put this behind the first { of")) return inserted(text.find('{'));
    if (says("put this behind the [ of mounts in") || says("put this between the [ and ] of mounts in"))
        return inserted(text.find('[', text.find("mounts")));
    REQUIRE(says("add this line under mounts: in"));
    return text + "  " + what + "\n";  // mounts: is the last key
}

// One path by itself.
void check_word(Scene& scene, const std::string& word, Counts& counts) {
    const Meaning meaning = meaning_of(scene, word);
    if (meaning.file == "loop" || scene.is_below_file(meaning.file)) return;  // nothing can be there
    const paths::Translation result = scene.translate(word);
    const std::string& after = result.words[0].after;
    const std::string seen = scene.seen(after);
    INFO("word " << word << " means " << meaning.file << ", arrives as " << after << ", which is " << seen
                 << ", " << paths::name(result.words[0].rule));
    for (const Finding& finding : result.findings)
        UNSCOPED_INFO("finding " << paths::name(finding.kind) << " " << finding.path << " " << finding.other);
    if (!meaning.counts) {
        ++counts.no_path;
        REQUIRE(after == word);
        REQUIRE(result.findings.size() <= 1);
        if (!result.findings.empty()) {
            const Finding::Kind kind = result.findings[0].kind;
            REQUIRE((kind == Finding::Kind::bare_directory || kind == Finding::Kind::unexpanded ||
                     kind == Finding::Kind::kept_quotes));
        }
        return;
    }
    if (result.findings.empty()) {
        if (seen == meaning.file) {
            ++(after == word ? counts.stays : counts.changed);
            const auto again = scene.translate(after);
            // Judged again it may be of two readings.
            const bool two_sided = after.starts_with('/') && scene.table().by_destination(after) != nullptr &&
                                   (!scene.table().by_real_source(scene.model.on_host(after)).empty() ||
                                    scene.table().by_destination(after)->dropped);
            if (!two_sided && !scene.is_of_shell(after) && !looks_like_list(scene, after)) {
                REQUIRE(again.words[0].after == after);
                // Typed so, it could have been the host's.
                for (const Finding& each : again.findings)
                    REQUIRE(each.kind == Finding::Kind::ambiguous_container);
            }
            return;
        }
        if (meaning.hidden_is_right && seen == meaning.hidden) return;
        ++counts.silent;
        REQUIRE(meaning.silent);
        REQUIRE((after == word || seen.starts_with("image:")));
        return;
    }
    ++counts.found;
    REQUIRE(result.findings.size() == 1);
    const Finding& finding = result.findings[0];
    switch (finding.kind) {
        case Finding::Kind::unmapped:
        case Finding::Kind::unprovided: {
            REQUIRE(seen != meaning.file);
            REQUIRE_FALSE(scene.is_shown(meaning.file));
            break;
        }
        case Finding::Kind::ambiguous_container:
        case Finding::Kind::two_readings:
            REQUIRE(meaning.open);
            REQUIRE((seen == meaning.file || (meaning.silent && seen.starts_with("image:"))));
            break;
        case Finding::Kind::hidden:
            REQUIRE(seen == meaning.hidden);
            break;
        case Finding::Kind::misspelt_destination:
        case Finding::Kind::bare_directory:
        case Finding::Kind::named_directory:
        case Finding::Kind::relative_output:
        case Finding::Kind::read_only:
        case Finding::Kind::not_writable:
            break;
        case Finding::Kind::url_of_host:
        case Finding::Kind::foreign:
        case Finding::Kind::unexpanded:
        case Finding::Kind::misprinted:
            REQUIRE(after == word);
            return;
        case Finding::Kind::kept_quotes:
            return;
    }
    if (finding.kind == Finding::Kind::two_readings || finding.kind == Finding::Kind::hidden ||
        finding.kind == Finding::Kind::misspelt_destination) {
        ++counts.typed;
        if (finding.other == finding.path) return;  // the only name that there is
        const auto other = scene.translate(finding.other);
        INFO("typed " << finding.other << " arrives as " << other.words[0].after);
        REQUIRE(std::all_of(other.findings.begin(), other.findings.end(), [&](const Finding& each) {
            return each.kind != finding.kind || each.path != finding.path;
        }));
        return;
    }
    Scene with = scene;
    with.write(static_cast<Form>(counts.found % std::size_t{forms_of_files}));
    REQUIRE(with.read());
    paths::Advisor advisor(scene.table(), scene.files(), scene.judge(), scene.project + "/tao-project.yaml",
                           with.writing);
    const std::string advice = advisor.advice_for(finding, "");
    if (advice.empty()) {
        ++counts.without_advice;
        // A name that no mount can have, or a path at the root.
        const bool odd = finding.path.find(':') != std::string::npos || finding.path.rfind('/') == 0 ||
                         meaning.file.find(':') != std::string::npos || meaning.file.rfind('/') == 0;
        const bool dangles = scene.files().link_status(finding.path) && !scene.files().exists(finding.path);
        // A mount that is to be made is as good a reading.
        const bool stays_open =
            finding.kind == Finding::Kind::ambiguous_container && scene.exists(meaning.file);
        REQUIRE((odd || dangles || stays_open || meaning.open));
        return;
    }
    ++counts.advised;
    with.text = followed(with.text, advice);
    INFO("advised " << advice << "\nand then\n" << with.text);
    REQUIRE(with.read());
    const auto now = with.translate(word);
    INFO("then arrives as " << now.words[0].after << ", which is " << with.seen(now.words[0].after));
    REQUIRE(now.findings.empty());
    if (with.seen(now.words[0].after) == "loop") return;
    if (finding.kind == Finding::Kind::unprovided) {
        REQUIRE_FALSE(with.seen(now.words[0].after).starts_with("image:"));
    } else if (finding.kind == Finding::Kind::unmapped) {
        REQUIRE(with.seen(now.words[0].after) == meaning.file);
    }
}

std::string spelled(Scene& scene, Random& random) {
    const std::string path = scene.path();
    switch (random.below(7)) {
        case 0:
        case 1:
            return path;
        case 2: {  // from here, downwards or up
            if (NameSpaceModel::is_above(scene.here, path) && path.size() > scene.here.size() + 1 &&
                scene.here != "/")
                return path.substr(scene.here.size() + 1);
            std::string up = "..";
            for (const char byte : scene.here)
                if (byte == '/') up += "/..";
            return random.one_in(2) ? up + path : "../" + scene.name();
        }
        case 3:
            return "./" + scene.name() + (random.one_in(2) ? "/" + scene.name() : "");
        case 4:
            return scene.name() + (random.one_in(2) ? "/" + scene.name() : "");
        case 5:
            if (NameSpaceModel::is_above(scene.home, path)) return "~" + path.substr(scene.home.size());
            return "~/" + scene.name();
        default: {
            if (scene.mounts.empty()) return path;
            const ModelMount& mount = scene.mounts[random.below(scene.mounts.size())];
            std::vector<std::string> below{""};
            for (const std::string& one : scene.model.paths())
                if (one.starts_with(mount.source + "/")) below.push_back(one.substr(mount.source.size()));
            std::string result = mount.destination + random.of(below);
            if (random.one_in(2)) result += "/" + scene.name();
            return result;
        }
    }
}

// Signs that part paths, or that are the shells': the word as a whole is then judged by other rules first.
bool is_tame(const std::string& word) {
    return word.find_first_of(",:;= []{}()'\"@$\\") == std::string::npos && !word.starts_with('-') &&
           !word.starts_with('#') && !word.starts_with("~t");
}

}  // namespace

TEST_CASE("the task sees the file that is meant, or there is one finding, whose advice works") {
    const unsigned seed = number_of("TAO_SHIM_SEED", 1);
    const unsigned rounds = number_of("TAO_SHIM_ROUNDS", 1000);
    Counts counts;
    for (unsigned round = 0; round < rounds; ++round) {
        Random random(seed * 1000003U + round);
        Scene scene(random);
        INFO("seed " << seed << ", round " << round << "\n" << shown(scene));
        for (int words = 0; words < 12; ++words) {
            const std::string word = spelled(scene, random);
            // Of these the places are others (see below): here a path is a word.
            if (word.starts_with('-') || word.find('=') < word.find('/') ||
                word.find("://") != std::string::npos || scene.is_of_shell(word) ||
                looks_like_list(scene, word)) {
                continue;
            }
            check_word(scene, word, counts);
        }
    }
    WARN(rounds << " computers: " << counts.stays << " words stay, " << counts.changed << " change, "
                << counts.silent << " are the image's, " << counts.no_path << " are no paths, "
                << counts.found << " findings: " << counts.advised << " lines advised and tried, "
                << counts.typed << " names, " << counts.without_advice << " without");
    CHECK(counts.stays > rounds / 2);
    CHECK(counts.changed > rounds / 2);
    CHECK(counts.advised > rounds / 2);
}

TEST_CASE(
    "in every form of a word a path is what it is by itself, and several are translated whole or not at "
    "all") {
    // 1 and 2 stand for two paths.
    constexpr const char* forms[] = {
        "1",    "-e1",    "--opt=1",   "-o=1",          "+a.b/c@d=1",  "a=x=1", "@1",
        "x=@1", "[1,2]",  "a=[zz,1]",  "a=['1',\"2\"]", "a={k:1,l:2}", "1,2",   "1:2",
        "1 2",  "coco:1", "--opt=1,2", "a=1 2",         "choice(1,2)"};
    const unsigned seed = number_of("TAO_SHIM_SEED", 1);
    const unsigned rounds = number_of("TAO_SHIM_ROUNDS", 1000) / 8;
    std::size_t checked = 0;
    std::size_t together = 0;
    for (unsigned round = 0; round < rounds; ++round) {
        Random random(seed * 2000003U + round);
        Scene scene(random);
        std::vector<std::string> paths;
        for (int tries = 0; tries < 40 && paths.size() < 6; ++tries) {
            const std::string path = spelled(scene, random);
            const bool says_so = path.starts_with('/') || path.starts_with("~/") || path.starts_with("./") ||
                                 path.starts_with("../");
            if (is_tame(path) && says_so) paths.push_back(path);
        }
        for (std::size_t at = 0; at + 1 < paths.size(); at += 2) {
            const std::string& one = paths[at];
            const std::string& other = paths[at + 1];
            const auto first = scene.translate(one);
            const auto second = scene.translate(other);
            for (const std::string form : forms) {
                std::string word;
                std::string wanted;
                bool has_second = false;
                for (const char sign : form) {
                    word += sign == '1' ? one : sign == '2' ? other : std::string(1, sign);
                    wanted += sign == '1'   ? first.words[0].after
                              : sign == '2' ? second.words[0].after
                                            : std::string(1, sign);
                    has_second |= sign == '2';
                }
                const auto is_unmapped = [](const paths::Translation& each) {
                    return !each.findings.empty() && each.findings[0].kind == Finding::Kind::unmapped;
                };
                const auto changes = [](const paths::Translation& each) {
                    return each.words[0].after != each.words[0].before;
                };
                const bool lacks = is_unmapped(first) || (has_second && is_unmapped(second));
                const int of_host = (is_unmapped(first) || changes(first) ? 1 : 0) +
                                    (has_second && (is_unmapped(second) || changes(second)) ? 1 : 0);
                if (lacks && of_host > 1) {
                    wanted = word;
                    ++together;
                }
                ++checked;
                const auto result = scene.translate(word);
                INFO("seed " << seed << ", round " << round << "\n" << shown(scene) << "word " << word);
                for (const Finding& finding : result.findings)
                    UNSCOPED_INFO("finding " << paths::name(finding.kind) << " " << finding.path);
                REQUIRE(scene.translate(word).words[0].after == wanted);
            }
        }
    }
    WARN(checked << " words in all forms, " << together
                 << " with a path that no mount covers beside another");
    CHECK(checked > rounds * 10);
}
