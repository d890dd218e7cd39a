#include "commands/enable/block.hpp"

#include <charconv>

#include "launcher/script_text.hpp"
#include "launcher/shim_marker.hpp"

namespace tao::commands {

namespace {

constexpr std::string_view begin_start = launcher::our_lines_begin;
constexpr std::string_view begin_end = " >>>";
constexpr std::string_view end_marker = "# <<< tao-shim <<<";
constexpr std::string_view no_newline = "# Before, this file had no newline at its end.";
constexpr std::string_view no_file = "# Before, this file was not there";
constexpr std::string_view no_directories = "; directories made for it: ";

bool is_begin(std::string_view line) {
    return line.starts_with(begin_start) && line.ends_with(begin_end);
}

// One line of the block: a note, or what the block is for.
void read_line(std::string_view line, Parted& parted) {
    if (line == no_newline) {
        parted.before.unterminated = true;
    } else if (line.starts_with(no_file)) {
        parted.before.absent = true;
        line.remove_prefix(no_file.size());
        if (line.starts_with(no_directories)) {
            line.remove_prefix(no_directories.size());
            std::from_chars(line.data(), line.data() + line.size(), parted.before.absent_directories);
        }
    } else {
        *parted.lines += std::string(line) + "\n";
    }
}

}  // namespace

Parted part(std::string_view content, const Before& installed) {
    Parted parted;
    std::size_t number = 0;
    std::size_t opened_at = 0;
    bool block_is_last = false;
    for (std::string_view left = content; !left.empty();) {
        const auto newline = left.find('\n');
        const std::string_view line = left.substr(0, newline);
        const std::string_view whole =
            left.substr(0, newline == std::string_view::npos ? newline : newline + 1);
        left.remove_prefix(whole.size());
        ++number;
        const bool begins = is_begin(line);
        const bool ends = line == end_marker;
        if (begins ? opened_at != 0 : ends && opened_at == 0) {
            return {.rest = std::string(content),
                    .lines = {},
                    .before = {},
                    .lost_marker = begins ? opened_at : number};
        }
        if (begins) {
            opened_at = number;
            parted.lines = "";
            parted.before = line.find("install.sh") == std::string_view::npos ? Before{} : installed;
        } else if (ends) {
            opened_at = 0;
            block_is_last = true;
        } else if (opened_at != 0) {
            read_line(line, parted);
        } else {
            parted.rest += whole;
            block_is_last = false;
        }
    }
    if (opened_at != 0) {
        return {.rest = std::string(content), .lines = {}, .before = {}, .lost_marker = opened_at};
    }
    // What was appended behind the block since needs the newline before it.
    if (parted.before.unterminated && block_is_last && parted.rest.ends_with('\n')) parted.rest.pop_back();
    return parted;
}

std::size_t first_import(std::string_view script) {
    for (std::string_view left = script; !left.empty();) {
        const std::size_t at = script.size() - left.size();
        const std::string_view line = launcher::take_line(left);
        const bool imports = line.starts_with("import ") || line.starts_with("from ");
        if ((imports && !line.starts_with("from __future__")) || line.starts_with("__requires__")) return at;
    }
    return std::string_view::npos;
}

std::string with_block(const std::string& rest, const std::string& lines, const std::string& target,
                       Before before, std::size_t at) {
    at = std::min(at, rest.size());
    before.unterminated = at == rest.size() && !rest.empty() && !rest.ends_with('\n');
    std::string content = rest.substr(0, at);
    if (before.unterminated) content += '\n';
    content += std::string(begin_start) + ": taken away by `tao-shim disable " + target + "`" +
               std::string(begin_end) + "\n";
    if (before.unterminated) content += std::string(no_newline) + "\n";
    if (before.absent) {
        content += no_file;
        if (before.absent_directories > 0) {
            content += std::string(no_directories) + std::to_string(before.absent_directories);
        }
        content += "\n";
    }
    return content + lines + std::string(end_marker) + "\n" + rest.substr(at);
}

}  // namespace tao::commands
