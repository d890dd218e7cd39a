#include "commands/enable/files.hpp"

#include <cerrno>
#include <optional>

#include "commands/enable/block.hpp"
#include "launcher/path_list.hpp"
#include "os/replace_file.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using launcher::join;
using launcher::parent_directory;

constexpr std::size_t largest_file = std::size_t{1} << 22U;

struct Present {
    FileChange change;  // file, mode and fault filled in
    bool absent = false;
    Parted parted;
};

std::string why_not(int error) {
    return std::error_code(error, std::generic_category()).message();
}

// install.sh keeps in its manifest what was there before its lines: `startup KIND FILE`, and the directories that were made.
Before before_installation(const EnableSurroundings& here, const std::string& file) {
    os::ReadFailure failure;
    const std::string manifest =
        here.files
            .read(join(parent_directory(here.bin), "share/tao-shim/install-manifest"), largest_file, failure)
            .value_or("");
    const auto has = [&](const std::string& line) {
        return ("\n" + manifest).find("\n" + line + "\n") != std::string::npos;
    };
    Before before;
    before.unterminated = has("startup unterminated " + file);
    before.absent = has("startup made " + file);
    std::string directory = parent_directory(file);
    while (before.absent && has("startup-directory " + directory)) {
        ++before.absent_directories;
        directory = parent_directory(directory);
    }
    return before;
}

Present look_at(const EnableSurroundings& here, const std::string& file) {
    Present present;
    present.change.file = file;
    std::string& fault = present.change.fault;
    if (!here.files.link_status(file)) {
        present.absent = true;
        return present;
    }
    const auto real = here.files.real_path(file);
    const auto status = here.files.status(file);
    os::ReadFailure failure;
    const auto content = here.files.read(file, largest_file, failure);
    if (!real || !status) {
        fault = "it is a link to a file that is not there";
    } else if (!content) {
        fault = failure.too_large ? "it is larger than 4 MiB" : why_not(failure.error);
    }
    if (!fault.empty()) return present;
    present.change.file = *real;
    present.change.mode = status->mode;
    present.parted = part(*content, before_installation(here, file));
    if (present.parted.lost_marker != 0) {
        fault = "line " + std::to_string(present.parted.lost_marker) +
                " is a marker of ours that has lost its partner; take out by hand what is left of our lines";
    } else if (status->owner != here.user.uid) {
        fault = "it belongs to another user";
    } else if (!here.files.is_writable(*real)) {
        fault = "it is not writable";
    }
    return present;
}

// A file is replaced by one that is made beside it.
std::string fault_of_directory(const EnableSurroundings& here, const std::string& directory) {
    const auto status = here.files.status(directory);
    if (status && !status->is_directory()) return text::visible(directory) + " is not a directory";
    return here.files.is_writable(directory)
               ? ""
               : "the directory " + text::visible(directory) + " is not writable";
}

bool of_this_installation(const std::string& lines, const std::string& shims) {
    return lines.find(shims) != std::string::npos || lines.find(text::shell_word(shims)) != std::string::npos;
}

}  // namespace

FileChange change_to_enable(const EnableSurroundings& here, const Placement& placement,
                            const std::string& name) {
    Present present = look_at(here, placement.file);
    FileChange& change = present.change;
    if (!change.fault.empty()) return change;
    std::string directory = parent_directory(change.file);
    Before before = present.parted.before;
    if (present.absent) {
        before.absent = true;
        for (; !here.files.exists(directory); directory = parent_directory(directory))
            ++change.directories;
        before.absent_directories = change.directories;
    }
    change.starts_shim = placement.before_imports;
    const std::size_t at =
        placement.before_imports ? first_import(present.parted.rest) : std::string_view::npos;
    change.content = with_block(present.parted.rest, placement.lines, name, before, at);
    os::ReadFailure failure;
    if (!present.absent && here.files.read(change.file, largest_file, failure) == change.content)
        return change;
    change.fault = fault_of_directory(here, directory);
    change.kind = FileChange::Kind::write;
    return change;
}

FileChange change_to_disable(const EnableSurroundings& here, const std::string& file) {
    Present present = look_at(here, file);
    FileChange& change = present.change;
    const Parted& parted = present.parted;
    // A file that cannot be read or changed matters only if our lines are in it.
    if (parted.lost_marker != 0) return change;
    if (!parted.lines || !of_this_installation(*parted.lines, here.shims)) return {};
    if (change.fault.empty()) change.fault = fault_of_directory(here, parent_directory(change.file));
    change.kind = FileChange::Kind::write;
    change.content = parted.rest;
    if (parted.before.absent && parted.rest.empty()) {
        change.kind = FileChange::Kind::remove;
        change.directories = parted.before.absent_directories;
    }
    return change;
}

std::error_code carry_out(const FileChange& change) {
    if (change.kind == FileChange::Kind::none) return {};
    std::string directory = parent_directory(change.file);
    if (change.kind == FileChange::Kind::write) {
        if (const auto error = os::create_directories(directory)) return error;
        return os::write_atomically(change.file, change.content, change.mode);
    }
    if (const auto error = os::remove_file(change.file)) return error;
    for (int left = change.directories; left > 0 && !os::remove_empty_directory(directory); --left)
        directory = parent_directory(directory);
    return {};
}

LinesThere lines_there(const EnableSurroundings& here, const Placement& placement) {
    os::ReadFailure failure;
    const auto content = here.files.read(placement.file, largest_file, failure);
    if (!content) return LinesThere::no;
    const Parted parted = part(*content);
    if (parted.lost_marker != 0) return LinesThere::other;
    if (!parted.lines) return LinesThere::no;
    return *parted.lines == placement.lines ? LinesThere::yes : LinesThere::other;
}

LinesThere lines_there(const EnableSurroundings& here, const std::vector<Placement>& placements) {
    std::optional<LinesThere> everywhere;
    for (const Placement& placement : placements) {
        const LinesThere lines = lines_there(here, placement);
        if (everywhere.value_or(lines) != lines) return LinesThere::other;
        everywhere = lines;
    }
    return everywhere.value_or(LinesThere::no);
}

}  // namespace tao::commands
