#include "specs/edits.hpp"

namespace tao::specs {

std::string edited(std::string_view content, const std::vector<SpecEdit>& edits) {
    std::string result;
    std::size_t copied = 0;
    for (const SpecEdit& edit : edits) {
        if (edit.place.begin < copied) continue;
        result.append(content.substr(copied, edit.place.begin - copied)).append(edit.text);
        copied = edit.place.end;
    }
    return result.append(content.substr(copied));
}

std::string translated(const SpecText& spec, const SpecPaths& paths) {
    std::vector<SpecEdit> edits;
    for (const SpecPath& path : paths.paths) {
        if (path.translated) edits.push_back({.place = path.changed, .text = path.change});
    }
    return edited(spec.content, edits);
}

}  // namespace tao::specs
