#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "commands/init/python_value.hpp"

namespace tao::commands {

// The content of the last mounts file that a cell in another language writes: %%writefile FILE, here-documents of
// %%bash, %%sh and %%script. Nothing if it writes none, or one that is no object of JSON.
//
// head: the cell's first line. rest: what follows it.
std::optional<PythonValue> mounts_file_of_shell_cell(const std::string& head, const std::string& rest);

// Follows how Python's statements write the mounts file.
class MountsFileWriting {
  public:
    // with open(...) as handle: the handle is one of the mounts file, or is so no more.
    void follow_with(const std::string& text, const PythonState& state);

    // json.dump(X, handle), f.write(json.dumps(X)), Path(...).write_text(json.dumps(X)).
    // Returns whether it was such a statement; content is then set if it wrote an object to a mounts file.
    bool follow_dump(const std::string& text, const PythonState& state, std::optional<PythonValue>& content);

    // Does the text dump to a handle of the mounts file, as far as its words tell?
    bool seems_to_dump(const std::string& text) const;

  private:
    bool opens_mounts_file(const std::string& target, const PythonState& state) const;

    std::set<std::string> handles_;  // names of opened files that are mounts files
};

}  // namespace tao::commands
