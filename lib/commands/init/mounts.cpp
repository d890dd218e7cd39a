#include "commands/init/mounts.hpp"

#include <algorithm>

#include "commands/init/left_open.hpp"
#include "commands/init/values.hpp"
#include "paths/file_names.hpp"
#include "paths/real_path.hpp"
#include "text/json_value.hpp"

namespace tao::commands {

namespace {

using text::Json;

// A path as it will be written, and the file it means.
struct Path {
    std::string written;
    std::string meant;  // absolute, links resolved; with references as they are
};

class MountsOfFile {
  public:
    explicit MountsOfFile(const DraftPlace& place) : place_(place) {}

    void add(const Json& mounts, DraftSection& section) {
        if (!mounts.is_array()) {
            section.entries.push_back(is_unknown(mounts) ? unknown_mount(mounts)
                                                         : left_out(mounts, "Mounts is no list"));
            return;
        }
        std::vector<Entry> entries;
        for (const Json& mount : mounts)
            entries.push_back(read(mount));
        keep_last(entries);
        for (Entry& entry : entries)
            section.entries.push_back(std::move(entry.draft));
    }

  private:
    struct Entry {
        DraftEntry draft{};
        std::string source{};  // the file meant; empty if it is left out
        std::string destination{};
    };

    // A mount that the notebook adds under a condition: the first that it may be.
    Entry read_conditional(const Json& unknown) const {
        const NotebookPlace where = place_of(unknown);
        for (const Json& reading : unknown.front().value("readings", Json::array())) {
            if (is_unknown(reading) || !reading.is_object()) continue;
            Entry entry = read(reading);
            entry.draft.out = true;
            entry.draft.remarks = {fixme(where, "only the notebook's run tells whether there is this mount")};
            return entry;
        }
        return {.draft = unknown_mount(unknown)};
    }

    static DraftEntry unknown_mount(const Json& unknown) {
        return {.lines = {"  - source: FIXME", "    destination: FIXME"},
                .remarks = {fixme_unknown(unknown)},
                .out = true};
    }

    Entry read(const Json& mount) const {
        if (is_unknown(mount)) return read_conditional(mount);
        Entry entry;
        const bool has_both = mount.is_object() && mount.contains("source") && mount.contains("destination");
        if (!has_both) return {.draft = left_out(mount, needs_both)};
        for (const char* key : {"source", "destination"}) {
            if (is_unknown(mount[key])) entry.draft.remarks.push_back(fixme_unknown(mount[key]));
        }
        if (!entry.draft.remarks.empty()) {
            entry.draft.out = true;
            const Json& source = mount["source"];
            entry.draft.lines = {
                "  - source: " +
                    (source.is_string()
                         ? yaml_scalar(source_of(with_home(unquoted(source.get<std::string>()))).written)
                         : to_complete(source)),
                "    destination: " + to_complete(mount["destination"])};
            return entry;
        }
        if (!mount["destination"].is_string()) return {.draft = left_out(mount, no_text)};
        entry.destination = destination_of(mount["destination"].get<std::string>());
        Path source;
        if (const auto was = left_open(mount["source"])) {
            entry.draft.remarks.push_back(
                fixme(place_of(mount["source"]), "left open, write your directory in"));
            source = source_of(in_project(entry.destination));
        } else if (!mount["source"].is_string()) {
            return {.draft = left_out(mount, no_text)};
        } else {
            const auto original = unquoted(mount["source"].get<std::string>());
            if (is_no_path(original)) {
                entry.draft.remarks.push_back("FIXME: left open" +
                                              (original.empty() ? "" : ", as " + one_line(original)) +
                                              "; write your directory in");
                source = source_of(in_project(entry.destination));
            } else {
                source = source_of(with_home(original));
                if (source.meant.starts_with('/') && !place_.files.exists(source.meant)) {
                    missing(source, entry.draft);
                }
            }
        }
        entry.source = source.meant;
        const std::vector<std::string> lines = {
            "  - source: " + yaml_scalar(source.written),
            "    destination: " + yaml_scalar(in_project_file(entry.destination))};
        entry.draft.lines.insert(entry.draft.lines.begin(), lines.begin(), lines.end());
        for (const auto& [key, value] : mount.items()) {
            if (key == "read_only" && value == true && place_.mounted_by != paths::MountedBy::launcher) {
                entry.draft.lines.emplace_back("    read_only: true");
            } else if (key != "source" && key != "destination")
                entry.draft.remarks.push_back("left out, the launcher does not read it: " + key + ": " +
                                              one_line(value));
        }
        return entry;
    }

    static constexpr const char* needs_both = "a mount needs a source and a destination";
    static constexpr const char* no_text = "source and destination of a mount are texts";

    static DraftEntry left_out(const Json& mount, const std::string& why) {
        return {.lines = {"  - " + one_line(mount)}, .remarks = {"left out: " + why}, .out = true};
    }

    // Values with quotes in them come from %env X="/a b" and the like, and no directory is called so.
    static std::string unquoted(const std::string& text) {
        const bool quoted =
            text.size() > 1 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
        return quoted ? text.substr(1, text.size() - 2) : text;
    }

    // Nobody would fill in a $NAME: the launcher takes a source as it is. And no directory is made of what is no name.
    bool is_no_path(const std::string& source) const {
        if (source.empty()) return true;
        const std::string path = with_home(source);
        if (path.starts_with('~')) return true;  // of another user, who is not here
        if (place_.files.exists(text::is_absolute(path) ? path : text::join(place_.start, path)))
            return false;
        // Of what is there already the signs are its own.
        auto rest = below(path, place_.directory);
        if (!rest) rest = below(path, place_.user.home);
        if (!rest) rest = path;
        return is_left_open(*rest) || rest->find_first_of("$\"'`<>|*?[]{}()#;\n\r\t") != std::string::npos;
    }

    std::string with_home(const std::string& source) const {
        for (const std::string_view home : {"~", "$HOME", "${HOME}"}) {
            if (source == home || source.starts_with(std::string(home) + "/"))
                return place_.user.home + source.substr(home.size());
        }
        return source;
    }

    // /data -> data, /root/.cache -> cache
    std::string in_project(const std::string& destination) const {
        std::string name = destination.substr(destination.rfind('/') + 1);
        while (name.starts_with('.'))
            name.erase(0, 1);
        return place_.directory + "/" + name;
    }

    // What lies in the project or the home is the user's to make; a missing disk is not.
    void missing(const Path& source, DraftEntry& draft) const {
        if (paths::is_file_by_name(source.meant)) {
            draft.remarks.emplace_back("this file is not there yet");
        } else if (text::is_under(source.meant, place_.directory) || below(source.meant, place_.user.home)) {
            draft.lines.emplace_back("    create: true");
        } else {
            draft.remarks.emplace_back("this directory is not there yet");
        }
    }

    Path source_of(std::string text) const {
        if (text.find('\x01') != std::string::npos) return {in_project_file(text), text};
        if (!text.starts_with('/')) text = place_.start + "/" + text;
        text = text::normalised(text);
        const std::string real = paths::real_path_of(text, place_.files);
        for (const std::string& path : {text, real}) {
            for (const std::string& directory :
                 {place_.directory, paths::real_path_of(place_.directory, place_.files)}) {
                if (!text::is_under(path, directory)) continue;
                std::string rest =
                    path == directory ? "." : path.substr(directory.size() + (directory == "/" ? 0 : 1));
                if (rest.starts_with('~')) rest = "./" + rest;
                return {in_project_file(rest), real};
            }
        }
        if (const auto rest = below(text, place_.user.home)) return {"~" + in_project_file(*rest), real};
        return {in_project_file(text), real};
    }

    // The launcher takes it for a path of this computer first.
    std::string destination_of(const std::string& original) const {
        std::string text = unquoted(original);
        if (text == "~" || text.starts_with("~/")) text = place_.user.home + text.substr(1);
        if (!text.starts_with('/')) return text;
        return paths::real_path_of(text::normalised(text), place_.files);
    }

    // Two sources at one destination are refused by Docker. One source at two destinations is the project file's to have:
    // the launcher would keep the last of them, and tao writes words under the other with that one.
    static void keep_last(std::vector<Entry>& entries) {
        for (std::size_t at = 0; at < entries.size(); ++at) {
            Entry& entry = entries[at];
            if (entry.draft.out) continue;
            for (std::size_t later = at + 1; later < entries.size(); ++later) {
                const Entry& other = entries[later];
                if (other.draft.out) continue;
                if (entry.destination != other.destination) continue;
                entry.draft.remarks.emplace_back(entry.source == other.source
                                                     ? "the same once more below"
                                                     : "left out: a later mount has the same destination");
                entry.draft.out = true;
                break;
            }
        }
    }

    const DraftPlace& place_;
};

}  // namespace

void add_mounts(const Json& mounts, DraftSection& section, const DraftPlace& place) {
    MountsOfFile(place).add(mounts, section);
}

}  // namespace tao::commands
