#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/path_places.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// The text with its translated paths.
std::string translated(const SpecText& spec, const SpecPaths& paths);

// A range of bytes and what is put in its place.
struct SpecEdit {
    paths::Place place;
    std::string text;
};

// The text with the edits, which must be in order and not overlap.
std::string edited(std::string_view content, const std::vector<SpecEdit>& edits);

}  // namespace tao::specs
