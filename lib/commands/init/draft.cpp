#include "commands/init/draft.hpp"

#include <algorithm>
#include <functional>

#include "paths/resolve_mounts.hpp"
#include "project/apply_layout.hpp"
#include "text/escape.hpp"
#include "text/secrets.hpp"

namespace tao::commands {

namespace {

// Writes the lines and remembers which entry each part of the text is.
class Writer {
  public:
    struct Place {
        text::Span span;
        const DraftEntry* entry;
    };

    void comment(const std::string& text, const std::string& indent = "") {
        for (std::size_t at = 0; at <= text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            text_ += indent + "# " + text::visible(std::string_view(text).substr(at, end - at)) + "\n";
            at = end + 1;
        }
    }

    void entry(const DraftEntry& entry, const std::string& indent) {
        for (const std::string& remark : entry.remarks)
            comment(remark, indent);
        const std::size_t begin = text_.size();
        for (const std::string& line : entry.lines) {
            if (entry.out) {
                comment(text::without_secrets(line.substr(std::min(indent.size(), line.size()))), indent);
            } else {
                text_ += line + "\n";
            }
        }
        places_.push_back({{begin, text_.size()}, &entry});
    }

    void section(const DraftSection& section) {
        if (section.entries.empty()) return;
        const bool live = std::any_of(section.entries.begin(), section.entries.end(),
                                      [](const DraftEntry& entry) { return !entry.out; });
        text_ += "\n";
        if (!section.remark.empty()) comment(section.remark);
        text_ += (live ? "" : "# ") + section.key + ":\n";
        for (const DraftEntry& one : section.entries)
            entry(one, "  ");
    }

    void text(const std::string& line) { text_ += line; }

    std::string text_;
    std::vector<Place> places_;
};

Writer written(const Draft& draft) {
    Writer writer;
    for (const std::string& line : draft.head)
        writer.comment(line);
    writer.text("version: 1\n");
    for (const DraftEntry& entry : draft.settings)
        writer.entry(entry, "");
    for (const char* key : {"mounts", "envs", "docker", "variables"}) {
        for (const DraftSection& section : draft.sections) {
            if (section.key == key) writer.section(section);
        }
    }
    return writer;
}

// Every error of the draft, with the entry it is in. find: called with each.
void errors_of(const Writer& writer, const project::Context& context, const os::FileSystem& files,
               paths::MountedBy by,
               const std::function<void(const text::Diagnostic&, const DraftEntry*)>& found) {
    const text::SourceFile source{.path = context.file, .content = writer.text_};
    text::Diagnostics diagnostics(source);
    auto project = project::read(context, diagnostics);
    if (project) {
        project::apply_layout(*project, context, files, diagnostics);
        (void)paths::resolve_mounts(*project, files, diagnostics, by);
    }
    for (const text::Diagnostic& one : diagnostics.all()) {
        const DraftEntry* entry = nullptr;
        for (const Writer::Place& place : writer.places_) {
            if (one.where && one.where->begin >= place.span.begin && one.where->begin < place.span.end) {
                entry = place.entry;
            }
        }
        found(one, entry);
    }
}

// A map whose key is a comment is one altogether, and so is a key whose whole map is.
void keep_maps_together(DraftSection& section) {
    auto& entries = section.entries;
    for (std::size_t at = 0; at < entries.size();) {
        std::size_t end = at + 1;
        while (end < entries.size() && entries[end].inner)
            ++end;
        const auto first = entries.begin() + static_cast<std::ptrdiff_t>(at) + 1;
        const auto last = entries.begin() + static_cast<std::ptrdiff_t>(end);
        if (entries[at].out) std::for_each(first, last, [](DraftEntry& one) { one.out = true; });
        if (first != last && std::all_of(first, last, [](const DraftEntry& one) { return one.out; }))
            entries[at].out = true;
        at = end;
    }
}

}  // namespace

DraftSection& Draft::section(std::string_view key) {
    for (DraftSection& one : sections) {
        if (one.key == key) return one;
    }
    sections.push_back({.key = std::string(key)});
    return sections.back();
}

std::string compose(const Draft& draft) {
    return written(draft).text_;
}

std::vector<Noticed> noticed_in(std::string_view content) {
    std::vector<Noticed> found;
    std::size_t number = 1;
    for (std::size_t at = 0; at < content.size(); ++number) {
        const std::size_t end = std::min(content.find('\n', at), content.size());
        const std::size_t sign = std::min(content.find_first_not_of(" \t", at), end);
        const std::string_view line = content.substr(sign, end - sign);
        for (const std::string_view word : {"# FIXME: ", "# left out", "# not copied"}) {
            if (line.starts_with(word)) found.push_back({number, sign + 2, std::string(line.substr(2))});
        }
        at = end + 1;
    }
    return found;
}

void settle(Draft& draft, const project::Context& context, const os::FileSystem& files, paths::MountedBy by) {
    // One error at a time may hide another, so as often as something changes.
    for (bool changed = true; changed;) {
        changed = false;
        std::for_each(draft.sections.begin(), draft.sections.end(), keep_maps_together);
        errors_of(written(draft), context, files, by,
                  [&](const text::Diagnostic& one, const DraftEntry* entry) {
                      if (entry == nullptr || entry->out || one.id == "missing-source" ||
                          one.id == "unset-variable")
                          return;
                      const auto turn = [&](DraftEntry& mine) {
                          if (&mine != entry) return;
                          mine.out = true;
                          mine.remarks.push_back("left out: " + one.message);
                          changed = true;
                      };
                      for (DraftEntry& mine : draft.settings)
                          turn(mine);
                      for (DraftSection& section : draft.sections) {
                          for (DraftEntry& mine : section.entries)
                              turn(mine);
                      }
                  });
    }
}

}  // namespace tao::commands
